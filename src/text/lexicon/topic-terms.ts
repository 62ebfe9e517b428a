/**
 * Words by which news speaks of a subject without its name, by the subject's IPTC Media Topics code; in small letters
 * and the singular. What a label or its spelling says already is not repeated.
 */
export const TOPIC_TERMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // health
    'medtop:07000000': 'healthcare',
    // religion
    'medtop:12000000': 'church,mosque,faith',
    // weather
    'medtop:17000000': 'storm,rainfall,forecaster',
    // music
    'medtop:20000018': 'album,singer,concert,song',
    // mass media
    'medtop:20000045': 'journalist,newspaper,broadcaster',
    // news media
    'medtop:20000046': 'newspaper,newsroom',
    // television
    'medtop:20000051': 'tv show,broadcaster',
    // act of terror
    'medtop:20000053': 'terror attack,suicide bombing,terrorist attack',
    // armed conflict
    'medtop:20000056': 'airstrike,air strike,ceasefire,offensive,shelling,troop',
    // war
    'medtop:20000062': 'warfare',
    // civil unrest
    'medtop:20000065': 'riot,protester,looting,curfew',
    // demonstration
    'medtop:20000066': 'protest,protester,rally,march',
    // peace process
    'medtop:20000073': 'peace talk,peace deal,truce',
    // crime
    'medtop:20000082': 'criminal',
    // cyber crime
    'medtop:20000086': 'hacker,hacking,cyberattack',
    // corruption
    'medtop:20000093': 'bribe,bribery,kickback',
    // fraud
    'medtop:20000097': 'fraudulent',
    // homicide
    'medtop:20000099': 'murder,killing,homicide',
    // terrorism
    'medtop:20000103': 'terrorist,terror,counterterrorism,counter-terrorism,extremist attack,suicide bomber',
    // judiciary
    'medtop:20000106': 'supreme court,court,judge',
    // trial (court)
    'medtop:20000111': 'trial,courtroom,jury,verdict',
    // law enforcement
    'medtop:20000129': 'police',
    // investigation (criminal)
    'medtop:20000131': 'investigation,investigator',
    // police
    'medtop:20000133': 'police officer,police chief',
    // fire
    'medtop:20000150': 'blaze,wildfire,firefighter',
    // earthquake
    'medtop:20000153': 'quake,magnitude',
    // flood
    'medtop:20000154': 'flooding,floodwater',
    // energy and resource
    'medtop:20000256': 'oil price,natural gas',
    // coal
    'medtop:20000258': 'coal mine,coal miner',
    // economy
    'medtop:20000344': 'economic growth,recession,economist',
    // central bank
    'medtop:20000350': 'interest rate,federal reserve',
    // international trade
    'medtop:20000373': 'export,import',
    // trade agreements
    'medtop:20000374': 'trade deal,free trade',
    // trade policy
    'medtop:20000377': 'tariff,trade war',
    // market and exchange
    'medtop:20000385': 'stock market,share price',
    // school
    'medtop:20000400': 'classroom,pupil',
    // students
    'medtop:20000415': 'student',
    // teachers
    'medtop:20000416': 'teacher',
    // climate change
    'medtop:20000418': 'global warming,greenhouse gas,carbon emission,climate',
    // global warming
    'medtop:20000419': 'warming',
    // environmental pollution
    'medtop:20000424': 'pollution,pollutant',
    // disease and condition
    'medtop:20000446': 'disease,pneumonia,virus,illness,infection',
    // vaccine
    'medtop:20000477': 'vaccination,vaccinate',
    // government health care
    'medtop:20000480': 'obamacare,medicaid,medicare',
    // health insurance
    'medtop:20000483': 'insurer,insurance premium',
    // employment
    'medtop:20000509': 'job,employer',
    // unemployment
    'medtop:20000533': 'jobless,unemployment rate',
    // unions
    'medtop:20000536': 'trade union,labor union,labour union',
    // election
    'medtop:20000574': 'election,elect,ballot,voter,polling station,turnout,presidential race',
    // political campaigns
    'medtop:20000580':
      'campaign trail,presidential campaign,campaign rally,running mate,presidential nominee,nominee',
    // voting
    'medtop:20000586': 'vote,voter',
    // human rights
    'medtop:20000592': 'human right',
    // government
    'medtop:20000593': 'cabinet,prime minister',
    // defense
    'medtop:20000598':
      'defence,defense,defence cooperation,regional security,national security,security of,military command,defence ministry,defense department,pentagon',
    // armed forces
    'medtop:20000599': 'armed force,air force,infantry,battalion',
    // taxation
    'medtop:20000620': 'tax return,income tax,tax cut,taxpayer',
    // nuclear policy
    'medtop:20000635': 'nuclear test,nuclear weapon,nuclear programme,nuclear program',
    // international relations
    'medtop:20000638': 'foreign policy,foreign affair,bilateral tie,diplomatic tie',
    // diplomacy
    'medtop:20000639':
      'diplomat,diplomatic,bilateral relation,bilateral,hold talk,held talk,talk with,discuss during meeting,discuss during a meeting,ambassador,embassy,envoy,summit,foreign minister,foreign ministry',
    // economic sanction
    'medtop:20000642': 'sanction',
    // refugees and internally displaced people
    'medtop:20000645': 'refugee,asylum seeker,displaced people',
    // political parties and movements
    'medtop:20000651': 'political party,party leader,republican,democrat',
    // Christianity
    'medtop:20000659': 'christian,church',
    // Islam
    'medtop:20000677': 'muslim,mosque,quran',
    // scientific research
    'medtop:20000735': 'researcher,scientist,study find',
    // immigration
    'medtop:20000771': 'immigrant,migrant,migration,asylum,deportation,visa',
    // discrimination
    'medtop:20000775': 'discriminate',
    // racism
    'medtop:20000777': 'racist,racial',
    // abortion
    'medtop:20000785': 'abortion',
    // basketball
    'medtop:20000851': 'nba',
    // cricket
    'medtop:20000888': 'wicket,batsman,bowler',
    // soccer
    'medtop:20001065': 'football club,goalkeeper,premier league,striker,world cup',
    // tennis
    'medtop:20001085': 'grand slam,wimbledon',
    // social media
    'medtop:20001182': 'twitter,facebook,tweet',
    // political debates
    'medtop:20001266': 'presidential debate,televised debate',
    // hurricane
    'medtop:20001280': 'tropical storm',
    // artificial intelligence
    'medtop:20001298': 'machine learning,neural network',
    // child care
    'medtop:20001317': 'childcare,maternity leave',
    // cyber warfare
    'medtop:20001361': 'cyberattack,cyber attack',
  }).map(([code, terms]) => [code, terms.split(',')] as const),
);
