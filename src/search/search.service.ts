import { Injectable } from '@nestjs/common';
import { toPage } from '../common/index.js';
import { CourseTextService, type TextMatch } from '../courses/index.js';
import type { SearchHitBody, SearchPageBody, SearchQuery } from './dto/search.dto.js';
import { hasMatch, makeFragment, stemsOf } from './fragment.js';

/** The best hits that are ranked, of courses and of lessons each: nobody reads on to the thousandth. */
export const RANKED = 1_000;

/** Finds words in published courses and their lessons. */
@Injectable()
export class SearchService {
  constructor(private readonly texts: CourseTextService) {}

  async search({ q, page, page_size }: SearchQuery): Promise<SearchPageBody> {
    const courses = await this.texts.matchCourses(q, RANKED);
    const lessons = await this.texts.matchLessons(q, RANKED);
    // Both are sorted; the sort is stable, so that a course comes before its lessons of the same score.
    const hits = [...courses, ...lessons].sort((a, b) => b.score - a.score);
    const shown = hits.slice((page - 1) * page_size, page * page_size);
    const items = await this.present(shown, stemsOf(q));
    return {
      ...toPage(items, hits.length, { page, page_size }),
      items,
      facets: {
        category: countBy(hits, ({ category }) => category),
        level: countBy(hits, ({ level }) => level),
      },
    };
  }

  private async present(hits: readonly TextMatch[], stems: ReadonlySet<string>): Promise<SearchHitBody[]> {
    const courseIds = hits.flatMap(({ courseId, lessonId }) => (lessonId === undefined ? [courseId] : []));
    const lessonIds = hits.flatMap(({ lessonId }) => (lessonId === undefined ? [] : [lessonId]));
    const courseTexts = await this.texts.readCourseTexts(courseIds);
    const lessonTexts = await this.texts.readLessonTexts(lessonIds);
    return hits.map(({ courseId, lessonId, title, score }) => {
      const texts = lessonId === undefined ? courseTexts.get(courseId) : lessonTexts.get(lessonId);
      return {
        kind: lessonId === undefined ? 'course' : 'lesson',
        course_id: courseId,
        ...(lessonId !== undefined && { lesson_id: lessonId }),
        title,
        fragment: makeFragment(chooseText([...(texts ?? []), title], stems), stems),
        score: Math.round(score * 10_000) / 10_000,
      };
    });
  }
}

/** The first text with a match; where there is none (a tag matched), the first that says anything. */
function chooseText(texts: readonly string[], stems: ReadonlySet<string>): string {
  return texts.find((text) => hasMatch(text, stems)) ?? texts.find((text) => text.trim() !== '') ?? '';
}

/** How often each value occurs, most first. */
function countBy(hits: readonly TextMatch[], valueOf: (hit: TextMatch) => string) {
  const counts = new Map<string, number>();
  for (const hit of hits) counts.set(valueOf(hit), (counts.get(valueOf(hit)) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
