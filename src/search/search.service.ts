import { Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { toPage } from '../common/index.js';
import { CourseTextService, type FoundText } from '../courses/index.js';
import { CandidatesService } from './candidates.service.js';
import type { SearchHitBody, SearchPageBody, SearchQuery } from './dto/search.dto.js';
import { hasMatch, makeFragment, type WordTest } from './fragment.js';
import { rank, type Ranked } from './rank.js';
import { isLiteral, toSearchedWords, withoutExcluded, WordComparer } from './search-words.js';

/** Texts are looked through for so long before others have their turn: a page of long ones takes a second and more. */
const LONGEST_TURN_MS = 5;

/** Finds words in published courses and their lessons. */
@Injectable()
export class SearchService {
  constructor(
    private readonly candidates: CandidatesService,
    private readonly texts: CourseTextService,
  ) {}

  async search({ q, page, page_size }: SearchQuery): Promise<SearchPageBody> {
    const asked = toSearchedWords(withoutExcluded(q));
    const { words, all } = isLiteral(q)
      ? await this.candidates.gatherLiterally(q, asked)
      : await this.candidates.gather(asked);
    const comparer = new WordComparer(words);
    const hits = rank(all, comparer);
    const shown = hits.slice((page - 1) * page_size, page * page_size);
    const items = await this.present(shown, (text) => comparer.isMatch(text));
    return {
      ...toPage(items, hits.length, { page, page_size }),
      items,
      facets: {
        category: countBy(hits, ({ category }) => category),
        level: countBy(hits, ({ level }) => level),
      },
    };
  }

  private async present(hits: readonly Ranked[], isMatch: WordTest): Promise<SearchHitBody[]> {
    const found = hits.map(({ candidate }) => candidate.found);
    const courseIds = found.flatMap(({ courseId, lessonId }) => (lessonId === undefined ? [courseId] : []));
    const lessonIds = found.flatMap(({ lessonId }) => (lessonId === undefined ? [] : [lessonId]));
    const courseTexts = await this.texts.readCourseTexts(courseIds);
    const lessonTexts = await this.texts.readLessonTexts(lessonIds);
    const items: SearchHitBody[] = [];
    let turnBegan = performance.now();
    for (const { candidate, score } of hits) {
      if (performance.now() - turnBegan > LONGEST_TURN_MS) {
        await setImmediate();
        turnBegan = performance.now();
      }
      const { courseId, lessonId, title } = candidate.found;
      const texts = lessonId === undefined ? courseTexts.get(courseId) : lessonTexts.get(lessonId);
      items.push({
        kind: lessonId === undefined ? 'course' : 'lesson',
        course_id: courseId,
        ...(lessonId !== undefined && { lesson_id: lessonId }),
        title,
        fragment: makeFragment(chooseText([...(texts ?? []), title], isMatch), isMatch),
        score,
      });
    }
    return items;
  }
}

/** The first text with a match; where there is none (the category matched), the first that says anything. */
function chooseText(texts: readonly string[], isMatch: WordTest): string {
  return texts.find((text) => hasMatch(text, isMatch)) ?? texts.find((text) => text.trim() !== '') ?? '';
}

/** How often each value occurs, most first. */
function countBy(hits: readonly Ranked[], valueOf: (found: FoundText) => string) {
  const counts = new Map<string, number>();
  for (const { candidate } of hits) {
    const value = valueOf(candidate.found);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
