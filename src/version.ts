/** The version in package.json, as a constant: a bundle has no package.json beside it. A test holds both together. */
export const VERSION = '0.1.0';
