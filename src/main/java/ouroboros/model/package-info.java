/**
 * What a family and a generation are, and the steps of expectation maximisation. Imports {@code
 * policy}, {@code algebra} and {@code random}.
 */
@NullMarked
package ouroboros.model;

import org.jspecify.annotations.NullMarked;
