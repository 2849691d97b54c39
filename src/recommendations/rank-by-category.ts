/** Sorts by how often the course's category was taken; the order of equals stays. */
export function rankByCategory<T extends { readonly category: string }>(
  candidates: readonly T[],
  categories: readonly string[],
): T[] {
  const taken = new Map<string, number>();
  for (const category of categories) taken.set(category, (taken.get(category) ?? 0) + 1);
  return candidates.toSorted((a, b) => (taken.get(b.category) ?? 0) - (taken.get(a.category) ?? 0));
}
