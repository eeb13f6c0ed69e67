/**
 * The figures of results, each described once: name, column, key, unit, meaning, which end is
 * better and how it is read. Tables, files, schemas, sweeps and the glossary are loops over the
 * catalogues, of which {@link org.backflow.figure.TotalFigures} is one.
 */
@NullMarked
package org.backflow.figure;

import org.jspecify.annotations.NullMarked;
