export { LINK_VERSION, readFragment, writeFragment, type LinkReading } from './fragment.ts';
export { readParam, type LinkSchema, type NameField, type Reading } from './read-param.ts';
