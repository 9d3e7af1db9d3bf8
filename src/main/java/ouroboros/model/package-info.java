/**
 * What a family and a model are, and the Gaussian parts that families share. Imports {@code text}
 * and {@code random}.
 */
@NullMarked
package ouroboros.model;

import org.jspecify.annotations.NullMarked;
