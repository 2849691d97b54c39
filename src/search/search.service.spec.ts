import type { CourseTextService, FoundText } from '../courses/index.js';
import type { Candidate, CandidatesService } from './candidates.service.js';
import { SearchService } from './search.service.js';

const LESSONS = 40;
/** Half as long as a lesson may be, with the word that is looked for at the end. */
const LONG = `${Array.from({ length: 16_000 }, (_, index) => `w${index}`).join(' ')} walrus`;

describe('a search whose hits are long', () => {
  const found = (index: number): FoundText => ({
    courseId: 'c'.repeat(24),
    lessonId: String(index).padStart(24, '0'),
    title: `Lesson ${index}`,
    category: 'zoology',
    level: 'all',
  });
  const all = Array.from({ length: LESSONS }, (_, index): Candidate => ({
    found: found(index),
    named: false,
    textWords: new Set([0]),
  }));
  const candidates = {
    gather: async (words: unknown) => ({ words, all }),
  } as unknown as CandidatesService;
  const texts = {
    readCourseTexts: async () => new Map(),
    readLessonTexts: async (ids: readonly string[]) => new Map(ids.map((id) => [id, [LONG]])),
  } as unknown as CourseTextService;

  it('lets others have their turn while their texts are looked through', async () => {
    let turns = 0;
    let turn = setImmediate(function count() {
      turns += 1;
      turn = setImmediate(count);
    });
    const { items } = await new SearchService(candidates, texts).search({
      q: 'walrus',
      page: 1,
      page_size: LESSONS,
    });
    clearImmediate(turn);
    expect(items.map(({ fragment }) => fragment)).toEqual(
      Array.from({ length: LESSONS }, () => expect.stringMatching(/<mark>walrus<\/mark>$/)),
    );
    expect(turns).toBeGreaterThan(5);
  });
});
