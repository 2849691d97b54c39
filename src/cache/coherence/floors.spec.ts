import { Floors } from './floors.js';

describe('floors', () => {
  it('rise, and never sink', () => {
    const floors = new Floors();
    const slots = floors.slotsOf(['course/1', 'courses']);
    floors.raise('course/1', 10);
    floors.raise('course/1', 7);
    expect(floors.highest(slots)).toBe(10);
    floors.raise('courses', 12);
    expect(floors.highest(slots)).toBe(12);
  });

  it('leave other names alone', () => {
    const floors = new Floors();
    floors.raise('course/1', 10);
    expect(floors.highest(floors.slotsOf(['course/2']))).toBe(0);
  });

  it('can all be raised at once', () => {
    const floors = new Floors();
    floors.raiseAll(100);
    floors.raiseAll(50);
    expect(floors.highest(floors.slotsOf(['anything']))).toBe(100);
    expect(floors.highest(floors.slotsOf([]))).toBe(100);
  });

  it('err on the safe side when names share a slot', () => {
    const floors = new Floors(1);
    floors.raise('one', 5);
    expect(floors.highest(floors.slotsOf(['another']))).toBe(5);
  });
});
