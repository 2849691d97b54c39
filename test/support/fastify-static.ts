/** Stands in for the import of `@fastify/static` under jest (see `moduleNameMapper`), and is that package. */
import type fastifyStatic from '@fastify/static';
import { loadCommonJs } from './load-commonjs.js';

const loaded = await loadCommonJs('@fastify/static', ['content-disposition']);

export default loaded as typeof fastifyStatic;
