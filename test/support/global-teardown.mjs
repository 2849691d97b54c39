import '@swc-node/register/esm-register';

const { stopTestServers } = await import('./test-servers.ts');

export default stopTestServers;
