/** What a family and a model are. Imports {@code text} and {@code random}. */
@NullMarked
package ouroboros.model;

import org.jspecify.annotations.NullMarked;
