// Prints each step as tests/run.mjs reads it, and their sum.

/** Runs `body(step)`; resolves to whether every step passed. TEST names the one that is made alone. */
export async function summed(name, body) {
  let passed = 0;
  let failed = 0;
  await body(async (what, run) => {
    if (process.env.TEST && process.env.TEST !== what) return;
    try {
      await run();
      passed++;
      console.log(`  ok    ${what}`);
    } catch (error) {
      failed++;
      console.log(`  FAIL  ${what}\n        ${error.message}`);
    }
  });
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  return failed === 0;
}
