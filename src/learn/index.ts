export { adam, type Adam } from './adam.ts';
export { addProduct, TILE_COLUMNS, TILE_ROWS, type Factor } from './addProduct.ts';
export { flat } from './flat.ts';
export { addRows, dotRows } from './rows.ts';
