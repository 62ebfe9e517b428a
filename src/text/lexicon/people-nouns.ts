const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** Who sits in a legislature: a party or a place stands before these, and is no part of a name. */
export const LEGISLATORS = words(
  'mp mep msp mla td senator senators sen. sens. rep. reps. representative congressman congresswoman lawmaker peer councillor councilor cllr ' +
    'cllr. councilman councilwoman alderman',
);

/** Written before a name as part of it: the seed's rule counts them to the NAME span. */
export const RANKS = words(
  'general gen gen. lieutenant lt lt. major maj maj. colonel col col. captain capt capt. sergeant sgt sgt. corporal cpl cpl. admiral adm ' +
    'adm. commander cmdr cmdr. brigadier brig brig. marshal private pvt pvt. mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir ' +
    'dame lord lady rev rev. reverend father sister rabbi imam sheikh shaikh ayatollah pope cardinal archbishop bishop king queen prince ' +
    'princess emperor sultan emir sen sen. senator senators sens. rep rep. reps. representative congressman congresswoman gov gov. governor ' +
    'president vice-president chancellor premier mayor judge justice ambassador lieutenant-general major-general field herr frau monsieur madame ' +
    'minister secretary detective det det. insp insp. supt supt. dci officer deputy sheriff del. ald. cllr. inspector constable superintendent chief commodore councillor councilor cllr councilman councilwoman alderman mp mep msp ceo cfo coo cto',
);

/** What short ranks stand for. */
export const RANK_OF_SHORT: ReadonlyMap<string, string> = new Map([
  ['gen.', 'general'],
  ['lt.', 'lieutenant'],
  ['maj.', 'major'],
  ['col.', 'colonel'],
  ['capt.', 'captain'],
  ['sgt.', 'sergeant'],
  ['cpl.', 'corporal'],
  ['adm.', 'admiral'],
  ['cmdr.', 'commander'],
  ['dr.', 'doctor'],
  ['prof.', 'professor'],
  ['rev.', 'reverend'],
  ['sen.', 'senator'],
  ['rep.', 'representative'],
  ['gov.', 'governor'],
]);

/** Offices: words that stand for the person who holds them. */
export const OFFICES = words(
  'president vice-president chancellor premier minister secretary governor mayor senator representative congressman congresswoman lawmaker ' +
    'ambassador envoy chairman chairwoman chair chairperson chief head director commander leader boss ceo cfo coo founder co-founder owner ' +
    'editor publisher judge justice attorney prosecutor commissioner spokesman spokeswoman spokesperson speaker coach manager captain ' +
    'superintendent sheriff treasurer dean principal rector chancellor general admiral colonel king queen prince princess pope bishop ' +
    'archbishop cardinal nominee candidate adviser advisor aide strategist counsel councillor councilman councilwoman alderman premier ' +
    'administrator executive deputy undersecretary comptroller governor-general regent coordinator inspector delegate whip caliph ' +
    'president-elect incumbent analyst economist coas',
);

/** Other nouns for people by what they do or are. */
export const PERSON_NOUNS = words(
  'man woman boy girl person people official officials source sources officer officers expert experts critic critics supporter supporters ' +
    'voter voters lawyer lawyers analyst analysts reporter reporters journalist journalists author professor student teacher doctor nurse ' +
    'scientist researcher activist protester demonstrator witness witnesses victim suspect defendant plaintiff resident residents citizen ' +
    'soldier veteran worker workers farmer businessman businesswoman billionaire entrepreneur investor banker developer designer actor ' +
    'actress singer writer historian economist philosopher pollster consultant lobbyist donor opponent opponents rival rivals ally allies ' +
    'friend neighbor neighbour father mother son daughter brother sister husband wife widow parent parents child children dignitary visitor ' +
    'host guest narrator moderator pundit commentator columnist correspondent anchor blogger diplomat diplomats politician politicians ' +
    'lawmakers senators republicans democrats republican democrat conservatives liberals progressives advocates advocate insider insiders ' +
    'observer observers strategist strategists aides advisers leaders executives prosecutors investigators police detectives generals ' +
    'commanders ministers spokesmen owner fan fans player customer user patient refugee migrant immigrant immigrants colleague predecessor ' +
    'successor cousin uncle aunt grandfather grandmother grandson nephew niece mogul tycoon magnate native star veteran operative ' +
    'campaigner organizer organiser passenger driver pilot rescuer fisherman survivor neighbour mogul contender newcomer alumnus graduate member members attendee attendees ' +
    'engineer architect miller baker butcher carpenter chef cook clerk surgeon physician midwife paramedic firefighter plumber electrician ' +
    'mechanic technician programmer painter sculptor artist musician composer conductor dancer poet novelist playwright photographer ' +
    'filmmaker producer librarian curator archaeologist biologist chemist physicist geologist meteorologist ecologist psychologist ' +
    'psychiatrist sociologist statistician mathematician astronomer trader broker accountant auditor landlord tenant shopkeeper ' +
    'waiter waitress barber mp mep msp mla peer lecturer pastor priest vicar chaplain sailor skipper cyclist athlete footballer golfer swimmer boxer jockey ' +
    'referee umpire solicitor barrister magistrate coroner trustee steward warden ranger keeper grower breeder translator interpreter tutor',
);

/** Writing that speaks: DOCUMENT attributions. */
export const DOCUMENT_NOUNS = words(
  'report statement letter study survey poll polls document documents memo memorandum handout release filing complaint lawsuit indictment ' +
    'affidavit email e-mail emails tweet post article editorial column book paper papers transcript notice announcement advisory bulletin ' +
    'communique communiqué declaration manifesto platform plan analysis review audit research data figures statistics records record ad ' +
    'video clip advertisement commercial website site blog headline text message note order ruling decision opinion brief motion filings ' +
    'studies surveys reports articles findings results census ballot bill law treaty constitution agreement resolution charter clause policy guidelines rules forecast estimates leaflet pamphlet sign banner poster caption graph chart map program programme proposal dossier file files testimony',
);

/** People and bodies in the plural, or taken together: COLLECTIVE attributions. */
export const COLLECTIVE_NOUNS = words(
  'people officials sources experts critics supporters voters lawyers analysts reporters journalists activists protesters demonstrators ' +
    'witnesses victims residents citizens soldiers veterans workers opponents rivals allies friends parents diplomats politicians lawmakers ' +
    'senators republicans democrats conservatives liberals progressives advocates insiders observers strategists aides advisers advisors ' +
    'leaders executives prosecutors investigators police authorities economists scientists researchers historians others many some most ' +
    'members generals commanders ministers democrats americans media scholars doctors students teachers governors mayors crowd audience ' +
    'detectives pals neighbours neighbors relatives campaigners farmers locals passengers motorists commuters onlookers colleagues ' +
    'mps meps msps mlas peers countries nations states companies groups organizations organisations detractors skeptics sceptics backers candidates pollsters pundits commentators donors employees families fans immigrants investors judges women men',
);

/** Bodies by their nouns in small letters. */
const BODY_NOUNS = words(
  'ministry department agency bureau commission council parliament senate congress court cabinet treasury assembly government ' +
    'administration authority police board office service army command navy party coalition company firm bank group union ' +
    'foundation association federation society institute trust league alliance movement committee organisation organization charity ' +
    'campaign chamber university college school church hospital club team newspaper magazine paper broadcaster network regime ' +
    'camp side house jury panel tribunal inquiry watchdog regulator retailer airline manufacturer opposition majority public left right ' +
    'percent couple family duo trio pair community nation country state city town village industry publisher developer',
);

/** Writing that somebody sends: other documents say things, and do nothing. */
const MESSAGE_NOUNS = words(
  'statement letter email e-mail message note tweet post memo lawsuit petition manifesto editorial',
);

/** Whether a noun, in small letters, means people, a body of them, or what they send: who can promise and threaten. */
export function canAct(noun: string): boolean {
  const singular = noun.replace(/ies$/u, 'y').replace(/s$/u, '');
  return (
    [noun, singular].some(
      (form) =>
        OFFICES.has(form) ||
        PERSON_NOUNS.has(form) ||
        COLLECTIVE_NOUNS.has(form) ||
        MESSAGE_NOUNS.has(form) ||
        BODY_NOUNS.has(form),
    ) || /(?:er|or|ist|ian|man|men|woman|women)$/u.test(singular)
  );
}
