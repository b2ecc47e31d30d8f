/**
 * Versions of each provider's API that the practice cloud takes, oldest first: those of azure-rest-api-specs (read from bicep-types-az at
 * 1f896de2d, 20 August 2026) and, for Resource Manager's own types, those of azure-mgmt-resource and of
 * @azure/arm-resourcesdeployments 2.0.0 (2026-06-01); so whatever az, an Azure SDK or Terraform
 * sends is among them. As far as the practice cloud looks, bodies are alike in all: Microsoft.Compute starts where `identity` got its form
 * of today.
 */
const versions = (text: string): readonly string[] => text.split(" ");

export const apiVersions = {
  authorization: versions(
    "2015-07-01 2017-10-01-preview 2018-01-01-preview 2018-07-01 2018-09-01-preview 2020-03-01-preview 2020-04-01-preview 2020-08-01-preview 2020-10-01-preview 2022-04-01 2022-05-01-preview",
  ),
  compute: versions(
    "2018-06-01 2018-10-01 2019-03-01 2019-07-01 2019-12-01 2020-06-01 2020-12-01 2021-03-01 2021-04-01 2021-07-01 2021-11-01 2022-03-01 2022-08-01 2022-11-01 2023-03-01 2023-07-01 2023-09-01 2024-03-01 2024-07-01 2024-11-01 2025-04-01 2025-11-01 2026-03-01 2026-04-01",
  ),
  extendedLocation: versions("2021-03-15-preview 2021-08-15 2021-08-31-preview 2024-09-15-preview"),
  hybridCompute: versions(
    "2019-03-18-preview 2019-08-02-preview 2019-12-12 2020-07-30-preview 2020-08-02 2020-08-15-preview 2021-01-28-preview 2021-03-25-preview 2021-04-22-preview 2021-05-17-preview 2021-05-20 2021-06-10-preview 2021-12-10-preview 2022-03-10 2022-05-10-preview 2022-08-11-preview 2022-11-10 2022-12-27 2022-12-27-preview 2023-03-15-preview 2023-06-20-preview 2023-10-03-preview 2024-03-31-preview 2024-05-20-preview 2024-07-10 2024-07-31-preview 2024-09-10-preview 2024-11-10-preview 2025-01-13 2025-02-19-preview 2025-06-01 2025-08-21-preview 2025-09-16-preview 2026-02-12-preview 2026-06-04-preview 2026-06-16-preview 2026-07-15",
  ),
  hybridConnectivity: versions(
    "2021-10-06-preview 2022-05-01-preview 2023-03-15 2024-12-01 2025-12-01-preview 2027-01-01",
  ),
  managedIdentity: versions(
    "2015-08-31-preview 2018-11-30 2021-09-30-preview 2022-01-31-preview 2023-01-31 2023-07-31-preview 2024-11-30 2025-01-31-preview 2025-05-31-preview",
  ),
  networkCloud: versions(
    "2023-05-01-preview 2023-07-01 2024-07-01 2024-10-01-preview 2025-02-01 2025-07-01-preview 2025-09-01 2026-01-01-preview 2026-05-01-preview 2026-07-01",
  ),
  resourceGraph: versions(
    "2018-09-01-preview 2019-04-01 2020-04-01-preview 2021-03-01 2021-06-01-preview 2022-10-01 2024-04-01",
  ),
  resources: versions(
    "2014-04-01-preview 2015-01-01 2015-11-01 2016-02-01 2016-06-01 2016-07-01 2016-09-01 2017-05-10 2018-01-01 2018-02-01 2018-05-01 2018-06-01 2019-03-01 2019-05-01 2019-05-10 2019-06-01 2019-07-01 2019-08-01 2019-10-01 2019-11-01 2020-01-01 2020-06-01 2020-08-01 2020-10-01 2021-01-01 2021-04-01 2022-09-01 2022-12-01 2023-07-01 2024-03-01 2024-07-01 2024-11-01 2025-03-01 2025-04-01 2026-06-01",
  ),
} as const;
