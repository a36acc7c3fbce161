export { adam, type Adam } from './adam.ts';
