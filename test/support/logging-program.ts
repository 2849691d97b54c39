/** A process that logs, and then ends in the way that it is told. */
import { createLogger } from '../../src/logging/index.js';

createLogger('info').info('last words');
const way = process.env['WAY'];
if (way === 'exit') process.exit(3);
if (way === 'throw') throw new Error('broken on purpose');
