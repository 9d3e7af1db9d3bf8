/** Logs a run's tables to an MLflow tracking server. Imports {@code report} and below. */
@NullMarked
package ouroboros.report.mlflow;

import org.jspecify.annotations.NullMarked;
