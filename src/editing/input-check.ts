import { type UserError, UserErrorCode } from '../content/node/user-error.type.ts';
import { type IdPrefix, parseGlobalId } from '../kernel/global-id.ts';
import { slugOf } from '../kernel/slug.ts';
import { Refusal } from './refusal.ts';

/** Stands for the id that could not be read, until the check refuses the input. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What is stored of no text: PostgreSQL's text has no NUL, and half a surrogate pair is no Unicode. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** A character that can be seen: no space, and nothing that only joins, directs or formats others. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** What ends a line, or is no writing. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Most characters of a name, and of everything else that stands on one line. */
const MAX_LINE = 1_000;

/** Browsers and proxies take no longer ones everywhere. */
const MAX_ADDRESS = 2_000;

/** Looks an input over and remembers everything that is wrong with it, so that the caller is told all at once. */
export class InputCheck {
  private readonly faults: UserError[] = [];

  /** Notes a fault at `path`, the way to the value in the input. */
  fault(path: readonly string[], code: UserErrorCode, message: string): void {
    this.faults.push({ path: [...path], code, message });
  }

  /** Whether a value is given, of what can't be missing: a null, which would take it away, is a fault. */
  isGiven<T>(path: readonly string[], value: T | null | undefined): value is T {
    if (value === null)
      this.fault(
        path,
        UserErrorCode.REQUIRED,
        `${nameOf(path)} can’t be missing: what is not given stays as it is.`,
      );
    return value !== null && value !== undefined;
  }

  /** The UUID in a public id of one of these types. */
  id(path: readonly string[], id: string, ...prefixes: readonly IdPrefix[]): string {
    const parsed = parseGlobalId(id);
    if (parsed !== null && prefixes.includes(parsed.prefix)) return parsed.uuid;
    this.fault(path, UserErrorCode.INVALID, `"${shown(id)}" is no id of ${prefixes.join(' or ')}.`);
    return NO_ID;
  }

  /** The UUID in a public id of one of these types, or null where none is given: a null takes away what is stored. */
  optionalId(
    path: readonly string[],
    id: string | null | undefined,
    ...prefixes: readonly IdPrefix[]
  ): string | null {
    return id === null || id === undefined ? null : this.id(path, id, ...prefixes);
  }

  /** A text on one or more lines without the space around it; at most `max` characters, and not blank. */
  text(path: readonly string[], text: string, max = MAX_LINE): string {
    const trimmed = text.trim();
    if (!VISIBLE.test(text)) this.fault(path, UserErrorCode.REQUIRED, `${nameOf(path)} is blank.`);
    if (Array.from(text).length > max) {
      this.fault(
        path,
        UserErrorCode.TOO_LONG,
        `${nameOf(path)} has more than ${max.toLocaleString('en')} characters.`,
      );
    }
    if (UNSTORABLE.test(text)) this.unstorable(path);
    return trimmed;
  }

  /** A text on one line without the space around it, such as a name; at most MAX_LINE characters, and not blank. */
  line(path: readonly string[], text: string): string {
    const trimmed = this.text(path, text);
    if (CONTROL.test(trimmed) && !UNSTORABLE.test(text)) {
      this.fault(
        path,
        UserErrorCode.INVALID,
        `${nameOf(path)} has a line break or a control character in it.`,
      );
    }
    return trimmed;
  }

  /** `line`, or null where none is given: a null takes away what is stored. */
  optionalLine(path: readonly string[], text: string | null | undefined): string | null {
    return text === null || text === undefined ? null : this.line(path, text);
  }

  /** A text as it is, space around it and all; at most `max` characters, and possibly empty. */
  verbatim(path: readonly string[], text: string, max: number): string {
    // A character has two UTF-16 units at most: only what may be short enough is counted.
    if (text.length > 2 * max || Array.from(text).length > max) {
      this.fault(
        path,
        UserErrorCode.TOO_LONG,
        `${nameOf(path)} has more than ${max.toLocaleString('en')} characters.`,
      );
    } else if (UNSTORABLE.test(text)) this.unstorable(path);
    return text;
  }

  private unstorable(path: readonly string[]): void {
    this.fault(path, UserErrorCode.INVALID, `${nameOf(path)} has a NUL or half of a surrogate pair in it.`);
  }

  /** `text`, or null where none is given: a null takes away what is stored. */
  optionalText(path: readonly string[], text: string | null | undefined, max = MAX_LINE): string | null {
    return text === null || text === undefined ? null : this.text(path, text, max);
  }

  /** A slug as the record writes them. */
  slug(path: readonly string[], slug: string): string {
    if (slugOf(slug) === slug) return slug;
    this.fault(
      path,
      UserErrorCode.INVALID,
      `"${shown(slug)}" is no slug; of these words it would be "${slugOf(slug)}".`,
    );
    return slug;
  }

  /** A BCP 47 tag, as it is given. */
  language(path: readonly string[], tag: string): string {
    if (!isLanguageTag(tag)) {
      this.fault(path, UserErrorCode.INVALID, `"${shown(tag)}" is no BCP 47 tag, such as en or pt-BR.`);
    }
    return tag;
  }

  /** An address on the web, as it is given. */
  webAddress(path: readonly string[], address: string): string {
    const text = this.text(path, address, MAX_ADDRESS);
    if (text !== '' && !(/^https?:/i.test(text) && URL.canParse(text))) {
      this.fault(path, UserErrorCode.INVALID, `"${shown(text)}" is no address with http: or https:.`);
    }
    return text;
  }

  /** An instant that can be stored and be told again: of the years 1 to 9999, in UTC. */
  instant(path: readonly string[], date: Date): Date {
    const year = date.getUTCFullYear();
    if (year >= 1 && year <= 9_999) return date;
    this.fault(path, UserErrorCode.INVALID, `${nameOf(path)} is not in the years 1 to 9999, in UTC.`);
    return date;
  }

  /** Throws a Refusal with every fault; returns where there is none. */
  done(): void {
    if (this.faults.length > 0) throw new Refusal(this.faults);
  }
}

/** Whether a text is a BCP 47 tag; whether anybody speaks it is not asked. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function nameOf(path: readonly string[]): string {
  return path.join('.');
}

/** A value as a message has it: its first hundred characters. */
export function shown(text: string): string {
  const characters = Array.from(text);
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : text;
}
