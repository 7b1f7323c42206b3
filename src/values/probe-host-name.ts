/** Option 12 of what `reveille probe` asks, by which the appliance tells its own questions from those of machines. */
export const PROBE_HOST_NAME = 'reveille-probe';
