import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

/**
 * The rooms of the house and what each may import. Arrows run one way:
 * linalg ← random ← learn ← demo ← demos, and link, files, ui ← app.
 */
/** @type {[string, string[]][]} */
const rooms = [
  ['src/linalg', []],
  ['src/random', ['linalg']],
  ['src/learn', ['linalg', 'random']],
  ['src/demo', ['linalg', 'random', 'learn']],
  ['src/files', ['demo']],
  ['src/link', ['demo', 'files']],
  ['src/ui', ['demo', 'files', 'link']],
  ['demos', ['linalg', 'random', 'learn', 'demo']],
];
const all = ['linalg', 'random', 'learn', 'demo', 'link', 'files'];

const walls = rooms.map(([folder, allowed]) => ({
  files: [`${folder}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^#(${all.filter((room) => !allowed.includes(room)).join('|')})$`,
            message: `${folder} may import only: ${allowed.map((room) => `#${room}`).join(', ') || 'ml-matrix'}.`,
          },
          {
            regex: folder === 'demos' ? '(^|/)\\.\\./' : '^(\\.\\./)',
            message: `Leave ${folder} by its named doors (#linalg, #demo, …), not by a path.`,
          },
        ],
      },
    ],
  },
}));

export default defineConfig(
  { ignores: ['dist', 'node_modules'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        project: './tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Typed arrays in kernels need it under noUncheckedIndexedAccess.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Our objects are made of closures; nothing uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'svelte/prefer-svelte-reactivity': 'off', // sets here are replaced, never changed
      eqeqeq: 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Draw from the Random that generate was handed.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  ...walls,
);
