/** Words of a query in their one spelling, so that they have one cache key: single spaces, lower case, one Unicode form. */
export function normaliseWords(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
