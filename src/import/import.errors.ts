import { PlainError } from '../common/index.js';

/** Something that the person who started an import can put right: told in one line, and the command fails. */
export class ImportError extends PlainError {}

/** A damaged row in a `--strict` run. */
export class MalformedRowError extends ImportError {}
