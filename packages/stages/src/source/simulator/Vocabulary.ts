/**
 * What the simulated ads of one language are made of.
 *
 * @module
 */

/** At least one element, the most frequent first. */
export type Words = readonly [string, ...ReadonlyArray<string>]

/** The jobs that the simulator knows by name; any other search gets ads of its own words. */
export type RoleName = "data engineer" | "data scientist" | "data analyst"

export const roleNames: readonly [RoleName, ...ReadonlyArray<RoleName>] = [
  "data engineer",
  "data scientist",
  "data analyst"
]

/**
 * Sentences hold places in braces, such as `{sector}`, that are filled from the
 * list of that name, or from what is known of the ad: `{company}`, `{title}`,
 * `{city}`, `{pay}`.
 */
export interface Vocabulary {
  readonly titles: Readonly<Record<RoleName, Words>>
  readonly levels: Words
  readonly genderMarks: Words
  readonly contracts: Words
  readonly openings: Words
  readonly missions: Words
  readonly stacks: Words
  readonly profiles: Words
  readonly pays: Words
  readonly closings: Words
  readonly lists: Readonly<Record<string, Words>>
}

/** The same in every language; ordered by how often an ad asks for it. */
export const skills: Words = [
  "Python",
  "SQL",
  "Spark",
  "AWS",
  "Docker",
  "Power BI",
  "Azure",
  "Kubernetes",
  "Airflow",
  "Git",
  "Snowflake",
  "GCP",
  "dbt",
  "Kafka",
  "PostgreSQL",
  "Tableau",
  "Databricks",
  "Scala",
  "Java",
  "Terraform",
  "BigQuery",
  "pandas",
  "Linux",
  "Excel",
  "R",
  "TensorFlow",
  "PyTorch",
  "scikit-learn",
  "MongoDB",
  "Hadoop",
  "C++",
  "FastAPI",
  "Looker",
  "Jenkins",
  "GitLab CI",
  "Elasticsearch",
  "NumPy",
  "Talend",
  "Node.js",
  "TypeScript",
  "React",
  "Oracle",
  "MySQL",
  "SAS",
  "Hive",
  "Ansible",
  "Grafana",
  "Prometheus",
  "Redshift",
  "API REST",
  "C#",
  ".NET",
  "Go",
  "Rust",
  "MLflow",
  "Qlik Sense",
  "SSIS",
  "Dataiku",
  "Redis",
  "Neo4j",
  "Cassandra",
  "Flink",
  "Keras",
  "spaCy",
  "LangChain",
  "Vertex AI",
  "SageMaker",
  "Superset",
  "Metabase",
  "Great Expectations",
  "Dagster",
  "Prefect",
  "NiFi",
  "Informatica",
  "PL/SQL",
  "VBA",
  "MATLAB",
  "Julia",
  "Django",
  "Flask",
  "GraphQL",
  "RabbitMQ",
  "Helm",
  "Argo CD",
  "Trino",
  "Iceberg",
  "Delta Lake",
  "ClickHouse",
  "DuckDB",
  "Polars",
  "OpenCV",
  "Hugging Face",
  "XGBoost",
  "LightGBM",
  "Streamlit",
  "SAP BW",
  "Alteryx",
  "KNIME",
  "Stambia"
]

/** Both halves of invented company names. */
export const companyFirst: Words = [
  "Nova",
  "Altis",
  "Vauban",
  "Lumen",
  "Kerlann",
  "Orbis",
  "Meridia",
  "Novalys",
  "Aster",
  "Cobalt",
  "Delphine",
  "Hexa",
  "Quantis",
  "Solara",
  "Boréal",
  "Ardent",
  "Celadon",
  "Fjord",
  "Granit",
  "Ivoire",
  "Jade",
  "Kalis",
  "Lorne",
  "Maëlys",
  "Nimbus",
  "Opaline",
  "Pélican",
  "Quartz",
  "Rivage",
  "Saphir",
  "Tamaris",
  "Ursa",
  "Véga",
  "Wexford",
  "Xylo",
  "Ypres",
  "Zénith",
  "Brume",
  "Cormoran",
  "Dorian",
  "Estran",
  "Falaise",
  "Galion",
  "Hêtre",
  "Isard",
  "Jonque",
  "Kayak",
  "Libeccio"
]
export const companyLast: Words = [
  "Conseil",
  "Technologies",
  "Data",
  "Group",
  "Systems",
  "Digital",
  "Partners",
  "Labs",
  "Solutions",
  "Santé",
  "Énergie",
  "Logistique",
  "Assurances",
  "Finance",
  "Studio",
  "Consulting",
  "Analytics",
  "Industries",
  "Mobility",
  "Retail",
  "Software",
  "Média",
  "Biotech",
  "Recrutement",
  "Services",
  "Aéro",
  "Agro",
  "Habitat",
  "Télécom",
  "Sport"
]
