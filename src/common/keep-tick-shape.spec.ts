import { keepTickShape } from './keep-tick-shape.js';

describe('keepTickShape', () => {
  it('holds the object of a tick, with the keys that Node computes', async () => {
    const kept = await keepTickShape();
    const computed = Object.getOwnPropertySymbols(kept).map(String);
    expect(Object.keys(kept)).toEqual(['callback', 'args']);
    // Each AsyncLocalStorage in use adds one of its own after them.
    expect(computed.slice(0, 2)).toEqual(['Symbol(async_id_symbol)', 'Symbol(trigger_async_id_symbol)']);
  });

  it('holds one, however often it is called', async () => {
    expect(await keepTickShape()).toBe(await keepTickShape());
  });
});
