import { expect, test } from "vitest";
import { patientLook } from "#lib/patient-look.ts";

test("a look that takes too long gives null, and the next caller joins it", async () => {
  const answer = Promise.withResolvers<string>();
  let looks = 0;
  const look = patientLook(() => {
    looks++;
    return answer.promise;
  }, 1);
  expect([await look(), await look(), looks]).toEqual([null, null, 1]);
  const joined = look();
  answer.resolve("found");
  expect([await joined, looks]).toEqual(["found", 1]);
  expect([await look(), looks]).toEqual(["found", 2]);
});

test("it fails as the look does", async () => {
  const look = patientLook(() => Promise.reject(new Error("gone")), 1_000);
  await expect(look()).rejects.toThrow("gone");
  await expect(look()).rejects.toThrow("gone");
});
