/** The collection that a schema names. */
export function nameOfCollection(schema: { get(option: 'collection'): string | undefined }): string {
  const name = schema.get('collection');
  if (name === undefined) throw new Error('a schema of this product names its collection');
  return name;
}
