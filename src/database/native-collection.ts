import type { Collection, Document } from 'mongodb';
import type { Model } from 'mongoose';

/**
 * A model's collection as the driver sees it, with the model's own type of `_id`: for updates by
 * pipeline and bulk writes, which mongoose would only cast. A session has to be passed by hand.
 */
export function nativeCollection<T extends Document>(model: Model<T>): Collection<T> {
  return model.collection as unknown as Collection<T>;
}
