import type { QuoteAct } from '../annotated-article.ts';
import { formsOf, type VerbForms } from './inflection.ts';

/**
 * What may follow a cue: `clause` (with or without "that"), `quote` (words in marks beside it), `infinitive` ("to …"),
 * `object` (a noun phrase that holds what is said of something), `objectInfinitive` ("urged them to …"), `addressee`
 * (a noun phrase before the clause: "told reporters that …"), `as` ("described it as …", "called it …").
 */
export type Complement =
  | 'clause'
  | 'quote'
  | 'infinitive'
  | 'object'
  | 'objectInfinitive'
  | 'addressee'
  | 'as';

/** A class of verbs that report, after VerbNet's classes 29 to 37, 48, 60 and 78, and what their members take. */
export interface CueClass {
  readonly name: string;
  readonly act: QuoteAct;
  readonly complements: ReadonlySet<Complement>;
}

/** One form of a cue verb; a phrasal one needs its particle directly behind it. */
export interface CueForm {
  readonly lemma: string;
  readonly form: keyof VerbForms;
  readonly particle: string | null;
  readonly cueClass: CueClass;
}

const cueClass = (name: string, act: QuoteAct, ...complements: Complement[]): CueClass => ({
  name,
  act,
  complements: new Set(complements),
});

const VERBS: readonly (readonly [CueClass, string])[] = [
  [
    cueClass('say', 'SPEECH', 'clause', 'quote'),
    'say add explain remark observe comment state assert maintain contend argue allege reply respond answer retort counter ' +
      'continue conclude recall insist joke quip boast brag lament complain grumble protest marvel muse mutter murmur whisper ' +
      'shout yell scream cry exclaim chant testify confess reveal clarify agree interject opine rejoin chime_in reason ' +
      'caution repeat reiterate stress emphasise emphasize underline underscore point_out acknowledge concede admit ' +
      'confirm announce declare proclaim claim report note predict forecast hint imply suggest disclose begin recount explain ' +
      'rule speculate theorize theorise gripe fume bemoan affirm attest specify submit warn object interrupt deadpan crow gush ' +
      'volunteer stipulate find read put_it sum_up go_on sigh laugh plead urge implore exhort advise ask wonder demand vow ' +
      'pledge promise swear threaten propose recommend request question inquire sneer snap counter sing scoff holler enthuse confide ' +
      'charge make_clear make_it_clear make_plain make_it_plain make_known',
  ],
  [
    cueClass('retort', 'SPEECH', 'quote'),
    'hit_back hit_out shoot_back fire_back weigh_in blurt_out cry_out call_out shout_out',
  ],
  [
    cueClass('write', 'WRITING', 'clause', 'quote'),
    'write tweet post blog retweet email text message editorialize type',
  ],
  [
    cueClass('tell', 'SPEECH', 'addressee', 'clause', 'quote', 'objectInfinitive'),
    'tell inform assure remind notify advise warn',
  ],
  [
    cueClass('urge', 'SPEECH', 'objectInfinitive', 'quote'),
    'urge call_on call_upon ask beg implore exhort encourage instruct order direct invite press command challenge request plead_with beseech',
  ],
  [
    cueClass('promise', 'SPEECH', 'infinitive', 'clause', 'quote'),
    'promise vow pledge threaten offer swear agree propose demand volunteer undertake',
  ],
  [
    cueClass('demand', 'SPEECH', 'object', 'clause', 'quote'),
    'call_for demand propose recommend advocate request push_for press_for plead_for argue_for appeal_for plead_for ' +
      'vow pledge promise threaten offer advocate_for lobby_for',
  ],
  [
    cueClass('judge', 'SPEECH', 'object', 'quote'),
    'criticise criticize praise blame accuse condemn blast slam denounce decry deride mock ridicule chastise rebuke scold berate ' +
      'castigate lambast lambaste assail attack lash_out_at commend applaud hail laud congratulate thank welcome fault ' +
      'reprimand insult disparage belittle bash rail_against rail_about complain_about complain_of vilify chide excoriate ' +
      'dismiss reject challenge dispute question defend tout extol trumpet champion warn_of warn_about warn_against boast_of boast_about brag_of brag_about argue_against object_to agree_with downplay lament bemoan ' +
      'vouch_for apologise_for apologize_for knock rip hammer tear_into skewer ' +
      'rule_against rule_out speak_out_against come_out_against disagree_with push_back_against',
  ],
  [
    cueClass('characterise', 'SPEECH', 'as', 'object', 'quote'),
    'call describe characterise characterize label brand dub term liken compare portray depict cast paint deem denounce dismiss hail rate grade blast slam',
  ],
  [
    cueClass('cite', 'SPEECH', 'object', 'quote'),
    'cite mention note discuss talk_about speak_about highlight reference invoke point_to refer_to allude_to stress emphasise emphasize underscore underline ' +
      'acknowledge reiterate repeat forecast reveal announce outline describe explain predict detail disclose recount recall admit ' +
      'concede confirm claim allege assert declare suggest report touch_on speak_of express voice quote echo hint_at concede',
  ],
  [
    cueClass('believe', 'THOUGHT', 'clause', 'quote'),
    'think believe feel hope expect fear worry suspect assume realise realize imagine guess reckon consider understand anticipate ' +
      'conclude decide figure know wish dream hear learn doubt wonder contemplate recognize recognise',
  ],
  [
    cueClass('want', 'THOUGHT', 'infinitive', 'objectInfinitive', 'object'),
    'want hope plan intend expect wish aim aspire prefer decide resolve seek expect long yearn',
  ],
  [cueClass('deny', 'SPEECH', 'object'), 'deny refute rebut'],
  [cueClass('refuse', 'THOUGHT', 'infinitive'), 'refuse decline'],
  [
    cueClass('regard', 'THOUGHT', 'object', 'as', 'quote'),
    'consider view regard favor favour support oppose back endorse dislike resent admire love hate like fear expect prefer envision ' +
      'believe_in worry_about doubt mull contemplate care_about want vote_against',
  ],
  [
    cueClass('show', 'WRITING', 'clause', 'quote', 'object'),
    'show indicate suggest reveal demonstrate document detail highlight',
  ],
  [cueClass('estimate', 'WRITING', 'clause', 'quote'), 'find estimate project allege conclude'],
];

const FORMS = ['base', 'thirdPerson', 'past', 'participle', 'gerund'] as const;

const byForm: ReadonlyMap<string, readonly CueForm[]> = (() => {
  const index = new Map<string, CueForm[]>();
  for (const [verbClass, list] of VERBS) {
    for (const entry of new Set(list.split(' '))) {
      const [lemma = '', ...particle] = entry.split('_');
      const forms = formsOf(lemma);
      for (const form of FORMS) {
        const listed = index.get(forms[form]) ?? [];
        listed.push({
          lemma,
          form,
          particle: particle.length > 0 ? particle.join(' ') : null,
          cueClass: verbClass,
        });
        index.set(forms[form], listed);
      }
    }
  }
  return index;
})();

/** Every reading of a word as a cue verb, by class; empty for any other word. Small letters expected. */
export function cueFormsOf(word: string): readonly CueForm[] {
  return byForm.get(word) ?? [];
}
