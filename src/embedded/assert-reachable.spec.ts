import { mongoUriFor } from '../../test/support/servers.js';
import { assertReachable } from './assert-reachable.js';
import { EmbeddedServerError } from './embedded.errors.js';
import { findFreePort } from './free-port.js';

describe('a MongoDB that was named', () => {
  it('is no fault when it is a replica set that answers', async () => {
    await expect(assertReachable(mongoUriFor('reachable'))).resolves.toBeUndefined();
  });

  it('is told in one line when it does not answer', async () => {
    const port = await findFreePort();
    const told = assertReachable(`mongodb://127.0.0.1:${port}/tiercel`);
    await expect(told).rejects.toThrow(EmbeddedServerError);
    await expect(told).rejects.toThrow(/^the MongoDB of MONGO_URI cannot be used: .*ECONNREFUSED.*$/);
  });

  it('is told in one line when its address cannot be read', async () => {
    await expect(assertReachable('mongodb://:::/')).rejects.toThrow(
      /^the MongoDB of MONGO_URI cannot be used: /,
    );
  });
});
