import { deriveObjectId } from '../../common/index.js';
import {
  courseNameWords,
  nameWordsOf,
  NO_STATS,
  slugOf,
  type Course,
  type CourseLevel,
  type LessonContent,
  type OutlineLesson,
  type OutlineSection,
} from '../../courses/index.js';
import type { User } from '../../users/index.js';
import type { Dice } from './dice.js';
import { HABITS, PROPORTIONS } from './proportions.js';
import { LANGUAGES, LESSONS, PARAGRAPHS, SECTIONS, SUBJECTS, TITLES } from './subjects.js';
import { DAY, type SyntheticPlan } from './synthetic-plan.js';

/** A generated course, and what only the generator knows of it. */
export interface SyntheticCourse {
  readonly course: Course;
  readonly lessons: readonly LessonContent[];
  /** Share of its enrolments that are completed, in the long run. */
  readonly completionRate: number;
  /** From 0 to 1: how much better or worse than usual it is rated. */
  readonly quality: number;
}

/**
 * Writes the course at `place`; 0 is the most popular.
 *
 * @param taken titles so far, to which this one is added
 */
export function writeCourse(
  dice: Dice,
  plan: SyntheticPlan,
  place: number,
  instructors: readonly User[],
  taken: Set<string>,
): SyntheticCourse {
  const key = `${plan.name}/course/${place}`;
  dice.beginFor(key);
  const instructor = instructors[place % instructors.length];
  if (!instructor) throw new RangeError('a plan needs an instructor');
  const language = LANGUAGES[dice.weigh(LANGUAGES.map(([, weight]) => weight))]?.[0] ?? 'en';
  const level = dice.pick<CourseLevel>(['beginner', 'beginner', 'intermediate', 'advanced', 'all']);
  const subject = SUBJECTS[place % SUBJECTS.length];
  const topic = dice.pick([...(subject?.names ?? []), ...(language === 'en' ? (subject?.topics ?? []) : [])]);
  const title = chooseTitle(dice, language, level, topic, taken);
  const status = statusOf(place);
  const published = new Date(plan.now.getTime() - dice.between(5, plan.days + 30) * DAY);
  const sections = writeSections(dice, key, topic, published);
  const category = subject?.category ?? 'general';
  const names = { title, category, tags: [topic.toLowerCase(), category.toLowerCase(), level] };
  const course: Course = {
    _id: deriveObjectId(key),
    ...names,
    slug: slugOf(title),
    summary: `${topic} in ${sections.length} parts, with exercises and a project of your own.`,
    description: dice.faker.helpers.shuffle(PARAGRAPHS).slice(0, 3).join('\n\n').replaceAll('%', topic),
    level,
    language,
    price: dice.chance(0.45) ? 0 : dice.pick([9.9, 19.9, 29.9, 49.9, 99]),
    status,
    instructor: { id: instructor._id, display_name: instructor.display_name },
    version: 1,
    sections,
    stats: NO_STATS,
    name_words: courseNameWords(names),
    published_at: status === 'draft' ? null : published,
    created_at: new Date(published.getTime() - dice.between(3, 30) * DAY),
    updated_at: published,
  };
  const rate = PROPORTIONS.completionRate;
  const drawn = rate.median * Math.exp(HABITS.completionRateSpread * dice.normal());
  return {
    course,
    lessons: writeLessons(dice, course, topic),
    completionRate: Math.min(rate.most, Math.max(rate.least, drawn)),
    quality: dice.between(0, 1),
  };
}

/** A few that are not, or no longer, to be seen. */
function statusOf(place: number): Course['status'] {
  if (place % 22 === 21) return 'draft';
  return place % 40 === 39 ? 'archived' : 'published';
}

function chooseTitle(
  dice: Dice,
  language: string,
  level: CourseLevel,
  topic: string,
  taken: Set<string>,
): string {
  const forms = TITLES[language]?.[level] ?? ['%'];
  const titles = dice.faker.helpers.shuffle(forms).map((form) => form.replace('%', topic));
  let title = titles.find((candidate) => !taken.has(candidate));
  for (let edition = 2; title === undefined; edition += 1) {
    const candidate = `${titles[0]} (${edition})`;
    if (!taken.has(candidate)) title = candidate;
  }
  taken.add(title);
  return title;
}

function writeSections(dice: Dice, key: string, topic: string, added: Date): OutlineSection[] {
  return SECTIONS.slice(0, dice.whole(3, SECTIONS.length)).map((title, place) => ({
    id: deriveObjectId(`${key}/${place}`),
    title,
    lessons: Array.from({ length: dice.whole(3, 6) }, (_, lesson) =>
      writeLesson(dice, `${key}/${place}/${lesson}`, topic, added),
    ),
  }));
}

function writeLesson(dice: Dice, key: string, topic: string, added: Date): OutlineLesson {
  const type = ['video', 'article', 'quiz', 'assessment'][dice.weigh([45, 30, 15, 10])] ?? 'article';
  return {
    id: deriveObjectId(key),
    title: dice.pick(LESSONS[type] ?? ['%']).replace('%', topic),
    type,
    duration_seconds: dice.whole(3, 18) * 60,
    required: type !== 'article' || dice.chance(0.5),
    added_at: added,
  };
}

function writeLessons(dice: Dice, { _id, sections }: Course, topic: string): LessonContent[] {
  return sections.flatMap(({ lessons }) =>
    lessons.map(({ id, title }) => ({
      _id: id,
      course_id: _id,
      title,
      name_words: nameWordsOf(title),
      content: dice.faker.helpers.shuffle(PARAGRAPHS).slice(0, 3).join('\n\n').replaceAll('%', topic),
    })),
  );
}
