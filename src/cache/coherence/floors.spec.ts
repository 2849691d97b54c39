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

  describe('tell that one write alone came since', () => {
    const names = ['course/1', 'courses'];
    const isOnly = (floors: Floors, time: number, since: number) =>
      floors.areWrittenOnlyAt(time, floors.slotsOf(names), since);

    it('to one of the names, or to several', () => {
      const floors = new Floors();
      floors.raise('course/1', 10);
      expect(isOnly(floors, 10, 9)).toBe(true);
      floors.raise('courses', 10);
      expect(isOnly(floors, 10, 9)).toBe(true);
    });

    it('whatever came before', () => {
      const floors = new Floors();
      for (const time of [3, 9, 5, 10, 10, 7]) floors.raise('course/1', time);
      expect(isOnly(floors, 10, 9)).toBe(true);
      expect(isOnly(floors, 10, 8)).toBe(false);
    });

    it('not where there was another to the same name, in whichever order they become known', () => {
      for (const times of [
        [10, 12],
        [12, 10],
        [10, 12, 10, 2],
      ]) {
        const floors = new Floors();
        for (const time of times) floors.raise('course/1', time);
        expect(isOnly(floors, 12, 9)).toBe(false);
        expect(isOnly(floors, 10, 9)).toBe(false);
      }
    });

    it('not where there was another to another name', () => {
      const floors = new Floors();
      floors.raise('course/1', 12);
      floors.raise('courses', 11);
      expect(isOnly(floors, 12, 9)).toBe(false);
      expect(isOnly(floors, 12, 11)).toBe(true);
    });

    it('not where there was none, or something is unknown since', () => {
      const floors = new Floors();
      expect(isOnly(floors, 12, 9)).toBe(false);
      floors.raise('course/1', 12);
      expect(isOnly(floors, 12, 12)).toBe(false);
      floors.raiseAll(10);
      expect(isOnly(floors, 12, 9)).toBe(false);
      expect(isOnly(floors, 12, 10)).toBe(true);
    });
  });

  it('tell that nothing came since but one write, if that', () => {
    const floors = new Floors();
    const isUntouched = (time: number, since: number) =>
      floors.areNotWrittenBut(time, floors.slotsOf(['course/1', 'course/2']), since);
    expect(isUntouched(12, 9)).toBe(true);
    floors.raise('course/1', 9);
    expect(isUntouched(12, 9)).toBe(true);
    expect(isUntouched(12, 8)).toBe(false);
    floors.raise('course/2', 12);
    expect(isUntouched(12, 9)).toBe(true);
    floors.raise('course/2', 11);
    expect(isUntouched(12, 9)).toBe(false);
    floors.raiseAll(12);
    expect(isUntouched(13, 11)).toBe(false);
    expect(isUntouched(13, 12)).toBe(true);
  });

  it('err on the safe side when names share a slot', () => {
    const floors = new Floors(1);
    floors.raise('one', 5);
    expect(floors.highest(floors.slotsOf(['another']))).toBe(5);
  });
});
