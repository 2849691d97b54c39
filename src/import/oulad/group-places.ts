/** The places of a column, by the number that stands there. */
export interface GroupedPlaces {
  /** In the order of the column. */
  placesOf(group: number): readonly number[];
}

/**
 * Groups a column by counting sort: two passes and 4 bytes a row, whatever order the rows come in.
 *
 * @param column whole numbers from 0 to below `groups`
 */
export function groupPlaces(column: readonly number[], groups: number): GroupedPlaces {
  // First counts the rows of `group` in `group + 1`, then adds up: where `group` begins and the next one does.
  const bounds = new Uint32Array(groups + 1);
  for (const group of column) bounds[group + 1] = (bounds[group + 1] ?? 0) + 1;
  for (let group = 0; group < groups; group += 1)
    bounds[group + 1] = (bounds[group + 1] ?? 0) + (bounds[group] ?? 0);
  const next = bounds.slice();
  const places = new Uint32Array(column.length);
  for (const [place, group] of column.entries()) {
    const slot = next[group] ?? 0;
    places[slot] = place;
    next[group] = slot + 1;
  }
  return { placesOf: (group) => [...places.subarray(bounds[group], bounds[group + 1])] };
}
