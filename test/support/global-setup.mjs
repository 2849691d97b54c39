// Jest resolves no `.js` import to its TypeScript source here, so the rest is loaded through a hook that does.
import '@swc-node/register/esm-register';

const { startTestServers } = await import('./test-servers.ts');

export default startTestServers;
