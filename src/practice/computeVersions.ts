/** Versions of Microsoft.Compute that the practice cloud takes: all have VM and scale-set `identity` in the same shape. */
export const computeVersions = [
  "2019-12-01",
  "2020-12-01",
  "2021-03-01",
  "2021-07-01",
  "2021-11-01",
  "2022-03-01",
  "2022-08-01",
  "2022-11-01",
  "2023-03-01",
  "2023-07-01",
  "2023-09-01",
  "2024-03-01",
  "2024-07-01",
  "2024-11-01",
  "2025-04-01",
];
