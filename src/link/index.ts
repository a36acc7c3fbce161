export {
  LINK_VERSION,
  MAX_FRAGMENT,
  readFragment,
  writeFragment,
  type LinkReading,
} from './fragment.ts';
export { ownField } from './own-field.ts';
export {
  readParam,
  type LinkSchema,
  type ListField,
  type NameField,
  type Reading,
  type StateField,
} from './read-param.ts';
export { MAX_STATE_FILE, readStateFile, writeStateFile, type StateFile } from './state-file.ts';
