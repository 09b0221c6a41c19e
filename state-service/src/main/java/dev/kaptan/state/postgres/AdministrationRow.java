package dev.kaptan.state.postgres;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** Users, roles and alarms. */
@Table("administration")
record AdministrationRow(@Id boolean onlyRow, long batch, byte[] content) {}
