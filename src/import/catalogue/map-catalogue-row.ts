import { deriveObjectId } from '../../common/index.js';
import { courseNameWords, NO_STATS, slugOf, type Course } from '../../courses/index.js';
import type { User } from '../../users/index.js';
import type { CatalogueRow } from './catalogue-row.js';

/** Who teaches where a row does not say: a name to show, and no account. */
const NOBODY = { id: deriveObjectId('catalogue/instructor'), display_name: 'Imported' };

/**
 * A row as a published course.
 *
 * Its id follows from title and instructor, whatever their case, so that the same course in another
 * edition of the file is the same course.
 * @param now when it was published, if the row does not say
 */
export function mapCatalogueRow(row: CatalogueRow, now: Date): Course {
  const published = row.published_at ?? now;
  const names = { title: row.title, category: row.category ?? 'general', tags: row.tags ?? [] };
  return {
    _id: deriveObjectId(`catalogue/course/${fold(row.title)}/${fold(row.instructor ?? '')}`),
    ...names,
    slug: slugOf(row.title),
    summary: row.summary ?? '',
    description: '',
    level: row.level ?? 'all',
    language: row.language ?? 'en',
    price: row.price ?? 0,
    status: 'published',
    instructor:
      row.instructor === undefined
        ? NOBODY
        : { id: instructorId(row.instructor), display_name: row.instructor },
    version: 1,
    sections: [],
    stats: NO_STATS,
    name_words: courseNameWords(names),
    published_at: published,
    created_at: published,
    updated_at: published,
  };
}

/** An instructor by name, who cannot sign in. */
export function mapInstructor(name: string, now: Date): User {
  const _id = instructorId(name);
  return {
    _id,
    email: `instructor-${_id.toHexString()}@catalogue.invalid`,
    password_hash: null,
    display_name: name,
    role: 'instructor',
    disabled: false,
    token_version: 0,
    timezone: 'UTC',
    created_at: now,
    updated_at: now,
  };
}

function instructorId(name: string): Course['_id'] {
  return deriveObjectId(`catalogue/instructor/${fold(name)}`);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
