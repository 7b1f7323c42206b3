import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent: the green-blue of the sky before sunrise. */
const dawn: MantineColorsTuple = [
  '#e7f6f5',
  '#cfeae8',
  '#a0d5d2',
  '#6dbfba',
  '#45aca6',
  '#2a9f99',
  '#158a84',
  '#0b6e6e',
  '#075c5c',
  '#034949',
];

/** Greys with a breath of the accent in them. */
const gray: MantineColorsTuple = [
  '#f7f9f9',
  '#eff3f3',
  '#e2e8e8',
  '#cfd8d8',
  '#b3bfbf',
  '#8f9d9d',
  '#6b7a7a',
  '#516060',
  '#364343',
  '#1f2929',
];
const dark: MantineColorsTuple = [
  '#d3dcdc',
  '#aebaba',
  '#93a1a1',
  '#5f6e6e',
  '#3b4848',
  '#2b3636',
  '#202a2a',
  '#172020',
  '#111919',
  '#0b1111',
];

export const theme = createTheme({
  primaryColor: 'dawn',
  // White stands on it with a contrast of 6 : 1 in both schemes.
  primaryShade: 7,
  colors: { dawn, gray, dark },
  defaultRadius: 'md',
  fontFamily: 'ui-sans-serif, system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.05rem' } },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
});

/** Colours by meaning, in both schemes with a contrast of 4.5 : 1 and more on their grounds. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#556363',
    '--mantine-color-placeholder': '#667575',
    '--mantine-color-error': '#b3261e',
    '--ground': '#f5f7f7',
    '--surface': '#ffffff',
    '--line': '#dfe6e6',
    '--accent': '#0b6e6e',
    '--accent-soft': '#e3f2f1',
    '--good': '#1b6e3c',
    '--good-soft': '#e4f3e9',
    '--warn': '#8a5300',
    '--warn-soft': '#fcf1dc',
    '--bad': '#b3261e',
    '--bad-soft': '#fcebe9',
    '--quiet': '#5d6c6c',
  },
  dark: {
    '--mantine-color-dimmed': '#9aabab',
    '--mantine-color-placeholder': '#8a9a9a',
    '--mantine-color-error': '#ff9a90',
    '--mantine-color-body': '#111919',
    '--ground': '#0d1414',
    '--surface': '#141d1d',
    '--line': '#283434',
    '--accent': '#63c7c0',
    '--accent-soft': '#15302f',
    '--good': '#7fd39b',
    '--good-soft': '#16301f',
    '--warn': '#f0bc68',
    '--warn-soft': '#33270f',
    '--bad': '#ff9a90',
    '--bad-soft': '#3a1a18',
    '--quiet': '#93a3a3',
  },
});
