import type { Plan } from './plan.js';
import { simulate, type Outcome } from './world.js';

/** Leaves out faults and acts of a failing schedule one by one as long as it still fails; the last run is traced. */
export async function shrink(plan: Plan): Promise<Outcome> {
  let smallest = plan;
  for (let smaller = true; smaller;) {
    smaller = false;
    for (const less of without(smallest)) {
      if ((await simulate(less)).violations.length === 0) continue;
      smallest = less;
      smaller = true;
      break;
    }
  }
  return simulate(smallest, true);
}

/** The plan without one thing, in every way. */
function* without(plan: Plan): Generator<Plan> {
  for (const left of plan.clients) {
    yield { ...plan, clients: plan.clients.filter((client) => client !== left) };
  }
  for (const left of plan.faults) yield { ...plan, faults: plan.faults.filter((fault) => fault !== left) };
  for (const changed of plan.clients)
    for (const left of changed.acts) {
      const acts = changed.acts.filter((act) => act !== left);
      const clients = plan.clients.map((client) => (client === changed ? { ...client, acts } : client));
      yield { ...plan, clients };
    }
}
