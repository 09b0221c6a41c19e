@NullMarked
package dev.kaptan.controller;

import org.jspecify.annotations.NullMarked;
