/**
 * The values of an experiment: cells, families, sizes, choice of metrics. Configuration, storage,
 * laws and the loop are rooms inside this one. Imports the pure rooms {@code inference}, {@code
 * law}, {@code policy}, {@code safeguard}, {@code metric}, {@code mixture}, {@code ngram}, {@code
 * truth}, {@code algebra}, {@code model}, {@code text} and {@code random}.
 */
@NullMarked
package ouroboros.experiment;

import org.jspecify.annotations.NullMarked;
