/**
 * Small dense matrices, their eigenvalues and eigenvectors, and Gaussian components: in plain Java,
 * so that every machine gives the same bits. Imports {@code random}.
 */
@NullMarked
package ouroboros.algebra;

import org.jspecify.annotations.NullMarked;
