import { Injectable } from '@nestjs/common';
import {
  CourseTextService,
  type FoundLimits,
  type FoundText,
  type NameAlternatives,
} from '../courses/index.js';
import { Corrections } from './corrections.service.js';
import { prefixOf, type SearchedWord } from './search-words.js';

/** The most that is ranked: nobody reads on to the thousandth. */
export const RANKED = { courses: 1_000, lessons: 250 } as const;

/** Something that was found, and by what. */
export interface Candidate {
  readonly found: FoundText;
  /** All the words are in its title, tags or category. */
  named: boolean;
  /** Places, in the query, of the words that its text has. */
  readonly textWords: Set<number>;
}

export interface Candidates {
  /** What was looked for in the end, corrected where need was. */
  readonly words: readonly SearchedWord[];
  readonly all: readonly Candidate[];
}

/** Gathers what a query may mean: names that have all its words, and texts that have any. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly texts: CourseTextService,
    private readonly corrections: Corrections,
  ) {}

  async gather(words: readonly SearchedWord[]): Promise<Candidates> {
    const gathered = new Gathering();
    gathered.addNamed(await this.findNamed(words));
    const limits = gathered.limitsOfText();
    for (const [place, { form }] of words.entries())
      gathered.addText(place, await this.texts.findByText(form, limits));
    if (gathered.anyNamed) return { words, all: gathered.all };
    if (words.every((_, place) => gathered.hasText(place))) return { words, all: gathered.all };
    return this.gatherCorrected(words, gathered);
  }

  /** A phrase must be there and an excluded word must not: MongoDB's text search decides, as it stands. */
  async gatherLiterally(query: string, words: readonly SearchedWord[]): Promise<Candidates> {
    const gathered = new Gathering();
    const found = await this.texts.findByText(query, RANKED);
    for (const place of words.keys()) gathered.addText(place, found);
    return { words, all: gathered.all };
  }

  private async gatherCorrected(words: readonly SearchedWord[], gathered: Gathering): Promise<Candidates> {
    const corrected: SearchedWord[] = [];
    const useful: SearchedWord[] = [];
    for (const [place, word] of words.entries()) {
      const meant = gathered.hasText(place) ? [word.form] : await this.corrections.find(word.form);
      const now = { ...word, corrections: meant.filter((form) => form !== word.form) };
      corrected.push(now);
      // A word that nothing has, and that nothing resembles, should not hide what the others find.
      if (meant.length > 0) useful.push(now);
    }
    gathered.addNamed(await this.findNamed(useful));
    for (const [place, { corrections }] of corrected.entries())
      if (corrections.length > 0)
        gathered.addText(place, await this.texts.findByText(corrections.join(' '), gathered.limitsOfText()));
    return { words: corrected, all: gathered.all };
  }

  private async findNamed(words: readonly SearchedWord[]): Promise<FoundText[]> {
    return words.length === 0 ? [] : this.texts.findByNames(words.map(toAlternatives), RANKED);
  }
}

function toAlternatives(word: SearchedWord): NameAlternatives {
  const prefix = prefixOf(word);
  return { words: [word.form, word.stem, ...word.corrections], ...(prefix !== undefined && { prefix }) };
}

/** What was found so far, each course and lesson once. */
class Gathering {
  private readonly byId = new Map<string, Candidate>();
  private readonly placesWithText = new Set<number>();
  private readonly named = { courses: 0, lessons: 0 };

  get anyNamed(): boolean {
    return this.named.courses + this.named.lessons > 0;
  }

  get all(): Candidate[] {
    return [...this.byId.values()];
  }

  addNamed(found: readonly FoundText[]): void {
    for (const one of found) {
      this.candidateOf(one).named = true;
      this.named[one.lessonId === undefined ? 'courses' : 'lessons'] += 1;
    }
  }

  addText(place: number, found: readonly FoundText[]): void {
    for (const one of found) this.candidateOf(one).textWords.add(place);
    if (found.length > 0) this.placesWithText.add(place);
  }

  /** Texts rank after names: where names fill the ranks, texts need not be asked for. */
  limitsOfText(): FoundLimits {
    const { courses, lessons } = this.named;
    return {
      courses: courses < RANKED.courses ? RANKED.courses : 0,
      lessons: lessons < RANKED.lessons ? RANKED.lessons : 0,
    };
  }

  hasText(place: number): boolean {
    return this.placesWithText.has(place);
  }

  private candidateOf(found: FoundText): Candidate {
    const id = found.lessonId ?? found.courseId;
    const known = this.byId.get(id);
    if (known) return known;
    const candidate = { found, named: false, textWords: new Set<number>() };
    this.byId.set(id, candidate);
    return candidate;
  }
}
