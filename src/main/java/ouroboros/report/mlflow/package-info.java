/** A run's tables as runs of an MLflow tracking server. Imports {@code report}. */
@NullMarked
package ouroboros.report.mlflow;

import org.jspecify.annotations.NullMarked;
