export { XapiModule } from './xapi.module.js';
