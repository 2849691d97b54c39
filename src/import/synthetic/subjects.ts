import type { CourseLevel } from '../../courses/index.js';

/** A category of the generated catalogue. */
export interface Subject {
  readonly category: string;
  /** Called the same in every language. */
  readonly names: readonly string[];
  /** English words. */
  readonly topics: readonly string[];
}

export const SUBJECTS: readonly Subject[] = [
  {
    category: 'Programming',
    names: ['TypeScript', 'Python', 'Rust', 'Kotlin', 'Go'],
    topics: ['Functional Programming', 'Software Testing', 'Concurrency'],
  },
  {
    category: 'Data Science',
    names: ['pandas', 'SQL', 'Power BI', 'R'],
    topics: ['Statistics', 'Machine Learning', 'Data Visualisation', 'Time Series'],
  },
  {
    category: 'Cloud and DevOps',
    names: ['Kubernetes', 'Docker', 'Terraform', 'Linux', 'Git'],
    topics: ['Continuous Delivery', 'Observability', 'Site Reliability'],
  },
  {
    category: 'Design',
    names: ['Figma', 'Photoshop', 'Blender'],
    topics: ['Typography', 'User Research', 'Interaction Design', 'Colour', 'Illustration'],
  },
  {
    category: 'Business',
    names: ['Excel', 'Scrum', 'Marketing'],
    topics: ['Negotiation', 'Bookkeeping', 'Project Management', 'Public Speaking', 'Pricing'],
  },
  {
    category: 'Languages',
    names: ['Esperanto', 'Latin'],
    topics: ['German', 'Spanish', 'Japanese', 'Academic Writing', 'Business English', 'Sign Language'],
  },
  {
    category: 'Mathematics',
    names: ['LaTeX', 'GeoGebra'],
    topics: [
      'Linear Algebra',
      'Calculus',
      'Probability',
      'Number Theory',
      'Discrete Mathematics',
      'Optimisation',
    ],
  },
  {
    category: 'Natural Sciences',
    names: ['Arduino', 'GIS'],
    topics: ['Astronomy', 'Genetics', 'Organic Chemistry', 'Climate Science', 'Neuroscience', 'Geology'],
  },
  {
    category: 'Music',
    names: ['Ableton Live', 'Jazz', 'Ukulele'],
    topics: ['Music Theory', 'Songwriting', 'Piano', 'Ear Training', 'Choral Singing'],
  },
  {
    category: 'Health',
    names: ['Yoga', 'Pilates'],
    topics: ['Nutrition', 'First Aid', 'Sleep', 'Running', 'Mindfulness', 'Ergonomics'],
  },
];

/** How titles are put, `%` for the topic. Languages other than English name things that need no translation. */
export const TITLES: Readonly<Record<string, Readonly<Record<CourseLevel, readonly string[]>>>> = {
  en: {
    beginner: ['% from the Ground Up', 'First Steps in %', 'A Gentle Introduction to %'],
    intermediate: ['Practical %', '% in Practice', 'Working with %'],
    advanced: ['Advanced %', '% in Depth', 'The Hard Parts of %'],
    all: ['The % Workshop', '% for Everyone', '% by Example'],
  },
  de: {
    beginner: ['%: die Grundlagen'],
    intermediate: ['% in der Praxis'],
    advanced: ['% für Fortgeschrittene'],
    all: ['% an Beispielen'],
  },
  es: {
    beginner: ['% desde cero'],
    intermediate: ['% en la práctica'],
    advanced: ['% avanzado'],
    all: ['% para todos'],
  },
  fr: {
    beginner: ['Premiers pas avec %'],
    intermediate: ['% en pratique'],
    advanced: ['% : aller plus loin'],
    all: ['% pour tous'],
  },
};

/** How likely a language is; the rest is English. */
export const LANGUAGES: readonly (readonly [string, number])[] = [
  ['en', 70],
  ['de', 11],
  ['es', 11],
  ['fr', 8],
];

export const SECTIONS: readonly string[] = [
  'Getting started',
  'Core ideas',
  'First project',
  'Common problems',
  'Going further',
  'Putting it together',
];

/** Lessons by type, `%` for the topic. */
export const LESSONS: Readonly<Record<string, readonly string[]>> = {
  video: ['Why %', 'A tour of %', '% step by step', 'A conversation about %', 'Mistakes everybody makes'],
  article: [
    'Vocabulary of %',
    'How to think about %',
    'Notes on %',
    'A short history of %',
    'Further reading',
  ],
  quiz: ['Check yourself', 'Five questions on %', 'What do you remember?'],
  assessment: ['Your own project', 'Hand in: an exercise in %'],
};

export const PARAGRAPHS: readonly string[] = [
  'This lesson is about %. Read it once quickly, then again with pen and paper.',
  'Most people who begin with % want results at once. A slower start pays off: name the parts, see how they fit, and only then change one of them.',
  'Try the example before you read the explanation. Where your guess was wrong, write down why; that note is worth more than the solution.',
  'There is more than one right way in %. Compare two of them, and say for each when you would not use it.',
  'If you get stuck, go back to the smallest case that still shows the problem. It is usually smaller than you think.',
  'At the end you can explain the idea to somebody who has never heard of %, in three sentences and without a picture.',
];

/** What people write, by stars. */
export const COMMENTS: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>> = {
  1: ['Not what the title says.', 'I could not follow the examples.'],
  2: ['Too fast for me.', 'Good topic, but the exercises need work.'],
  3: ['Solid, a little dry.', 'Some parts are excellent, others could be shorter.'],
  4: ['Clear and well paced.', 'Learned a lot; more exercises would be welcome.', ''],
  5: [
    'Exactly what I was looking for.',
    'The best explanation of the topic that I know.',
    'Clear, short, useful.',
    '',
  ],
};
