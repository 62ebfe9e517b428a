import type { OrganisationKind } from '../annotated-article.ts';

const KINDS: Readonly<Record<OrganisationKind, string>> = {
  STATE: '',
  GOVERNMENT_BODY:
    'Ministry Department Agency Bureau Commission Council Parliament Senate Congress Court Cabinet Treasury Assembly Legislature ' +
    'Government Administration Secretariat Authority Police House Board Office Service Directorate',
  MILITARY:
    'Army Navy Command Corps Guard Fleet Regiment Brigade Battalion Headquarters Forces Militia Marines Force',
  INTELLIGENCE: 'Intelligence',
  MEDIA:
    'Times Post Tribune Herald Journal Gazette Guardian Telegraph Chronicle Observer Reuters Broadcasting Television Radio News Newspaper ' +
    'Magazine Press Network Courier Dispatch Globe Review Monitor Examiner Mirror Daily Weekly Inquirer Enquirer Mail Bulletin Sentinel Advertiser',
  ARMED_GROUP: 'Taliban Mujahideen Front Brigades',
  PARTY: 'Party Conservatives Coalition Caucus',
  COMPANY:
    'Inc Inc. Corp Corp. Corporation Company Co. Ltd Ltd. LLC PLC Group Holdings Bank Airlines Motors Industries Pharmaceuticals Technologies Partners Enterprises GmbH AG Capital Energy Records Studios ' +
    'Lines Ferries Railways Airways Systems Laboratories Networks Foods Stores Hotels Insurance Pictures Entertainment Publishing ' +
    'Software Semiconductor Steel Petroleum Electric Mining Rail Telecom Logistics Ventures Securities Investments Brands',
  NGO: 'Foundation Association Union Federation Society Institute Trust League Alliance Movement Project Fund Center Centre Centers Centres Committee Organization Organisation Charity Coalition Conference Chamber Initiative Campaign Watch',
  INTERNATIONAL: 'Nations',
  OTHER:
    'University College School Church Hospital Club Academy Team Relations Museum Library International United Rovers Wanderers Athletic Albion',
};

/** The last word of an organisation's name, and what it says of its kind. */
export const ORGANISATION_NOUNS: ReadonlyMap<string, OrganisationKind> = new Map(
  Object.entries(KINDS).flatMap(([kind, list]) =>
    list
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => [word, kind as OrganisationKind] as const),
  ),
);

/** Bodies of which there are so many that they have numbers: "4th Brigade", "9th Circuit". */
export const NUMBERED =
  /^(?:Army|Corps|Division|Brigade|Regiment|Battalion|Infantry|Cavalry|Airborne|Armou?red|Squadron|Wing|Fleet|Circuit)$/u;

/** Whether a word is a number of such a body, in figures. */
export function isOrdinal(word: string): boolean {
  return /^\p{N}+(?:st|nd|rd|th)$/u.test(word);
}

/** Heads that are followed by "of": "Department of Justice", "University of Oslo". */
export const BEFORE_OF =
  /^(?:Ministry|Department|University|Bank|Council|Bureau|Office|House|Institute|Board|Chamber|Association|Federation|League|Court|Secretariat|Union|Church|College|Committee|Organization|Organisation|Academy|Conference|Center|Centre|Society|Museum|Library|Army|Bank|Joint|Chiefs|School|Commission|Agency|Faculty|Guild)$/u;

/** Heads that are followed by "for": "Institute for Fiscal Studies", "Department for Transport". */
export const BEFORE_FOR =
  /^(?:Ministry|Department|Council|Bureau|Office|Institute|Association|Committee|Commission|Agency|Organization|Organisation|Centers?|Centres?|Society|Foundation|Campaign|Campaigners|Coalition|Alliance|Network|Court|Fund|Union|Citizens|Doctors|School)$/u;

/** What newspapers are called behind "the". */
export const NEWSPAPERS =
  /^(?:Times|Post|Tribune|Herald|Journal|Gazette|Guardian|Telegraph|Chronicle|Observer|Courier|Dispatch|Globe|Examiner|Mirror|Independent|Economist)$/u;

/** Organisations whose names tell nothing of their kind: closed, well-known bodies and groups. */
export const KNOWN_ORGANISATIONS: ReadonlyMap<string, OrganisationKind> = new Map<string, OrganisationKind>([
  ['Pentagon', 'GOVERNMENT_BODY'],
  ['White House', 'GOVERNMENT_BODY'],
  ['Kremlin', 'GOVERNMENT_BODY'],
  ['Downing Street', 'GOVERNMENT_BODY'],
  ['Scotland Yard', 'GOVERNMENT_BODY'],
  ['NATO', 'INTERNATIONAL'],
  ['Nato', 'INTERNATIONAL'],
  ['UN', 'INTERNATIONAL'],
  ['U.N.', 'INTERNATIONAL'],
  ['EU', 'INTERNATIONAL'],
  ['European Union', 'INTERNATIONAL'],
  ['Al-Qaeda', 'ARMED_GROUP'],
  ['al-Qaeda', 'ARMED_GROUP'],
  ['Taliban', 'ARMED_GROUP'],
  ['Hezbollah', 'ARMED_GROUP'],
  ['Hamas', 'ARMED_GROUP'],
  ['Daesh', 'ARMED_GROUP'],
  ['Islamic State', 'ARMED_GROUP'],
  ['CNN', 'MEDIA'],
  ['BBC', 'MEDIA'],
  ['NBC', 'MEDIA'],
  ['Reuters', 'MEDIA'],
  ['FBI', 'GOVERNMENT_BODY'],
  ['CIA', 'INTELLIGENCE'],
]);
