import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { z } from 'zod';

/** A 24-hex ObjectId string, lower-cased, so that one document has one spelling and one cache key. */
export const ObjectIdText = z
  .string()
  .regex(/^[0-9a-fA-F]{24}$/, 'expected 24 hexadecimal characters')
  .transform((text) => text.toLowerCase())
  .meta({ description: 'ObjectId, 24 hexadecimal characters', example: '64f0c0ffee64f0c0ffee64f0' });

/** An ObjectId from text that a schema has already checked. */
export function toObjectId(text: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(text);
}

/** The same id for the same source key, always: an import run twice writes the same documents. */
export function deriveObjectId(sourceKey: string): Types.ObjectId {
  return new Types.ObjectId(createHash('sha256').update(sourceKey).digest().subarray(0, 12));
}
