import { deriveObjectId } from '../../common/index.js';
import type { User } from '../../users/index.js';
import type { Dice } from './dice.js';
import { HABITS } from './proportions.js';
import { DAY, type SyntheticPlan } from './synthetic-plan.js';

/** Zones in which people live, with their offset from UTC in hours, summer time left aside. */
const ZONES: readonly (readonly [string, number])[] = [
  ['Europe/Berlin', 1],
  ['Europe/London', 0],
  ['America/New_York', -5],
  ['America/Sao_Paulo', -3],
  ['Asia/Kolkata', 5.5],
  ['Asia/Tokyo', 9],
];

/** A learner, and what only the generator knows of their ways. */
export interface SyntheticLearner {
  readonly user: User;
  /** Hour of the day, UTC, around which they study. */
  readonly hour: number;
  readonly daysBetweenSessions: number;
}

export function writeInstructor(dice: Dice, plan: SyntheticPlan, place: number): User {
  dice.beginFor(`${plan.name}/instructor/${place}`);
  return writeUser(dice, plan, 'instructor', place, new Date(plan.now.getTime() - (plan.days + 60) * DAY));
}

/** Writes a learner who joined some time in the plan's days, more of them later than earlier. */
export function writeLearner(dice: Dice, plan: SyntheticPlan, place: number): SyntheticLearner {
  dice.beginFor(`${plan.name}/learner/${place}`);
  const ago = plan.days * (1 - Math.sqrt(dice.between(0, 1)));
  const user = writeUser(dice, plan, 'student', place, new Date(plan.now.getTime() - ago * DAY));
  const [timezone, offset] = dice.pick(ZONES);
  const evening = dice.chance(0.7) ? 19 : 10;
  const [quick, slow] = HABITS.daysBetweenSessions;
  return {
    user: { ...user, timezone },
    hour: (evening + dice.normal() - offset + 24) % 24,
    daysBetweenSessions: dice.between(quick, slow),
  };
}

function writeUser(
  dice: Dice,
  plan: SyntheticPlan,
  role: 'student' | 'instructor',
  place: number,
  joined: Date,
): User {
  const display_name = `${dice.faker.person.firstName()} ${dice.faker.person.lastName()}`;
  const mailbox = display_name.toLowerCase().replace(/[^a-z]+/g, '.');
  return {
    _id: deriveObjectId(`${plan.name}/${role}/${place}`),
    email: `${mailbox}.${role === 'student' ? '' : 'i'}${place}@${plan.name}.example`,
    password_hash: null,
    display_name,
    role,
    disabled: false,
    token_version: 0,
    timezone: 'UTC',
    created_at: joined,
    updated_at: joined,
  };
}
