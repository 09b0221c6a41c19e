package dev.kaptan.state.postgres;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

import javax.sql.DataSource;

/** The repositories over a data source, in a context of their own: nobody else needs them. */
@Configuration
@EnableJdbcRepositories(basePackageClasses = DatabaseConfiguration.class)
class DatabaseConfiguration extends AbstractJdbcConfiguration {

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
        var template = new JdbcTemplate(dataSource);
        // A long table is streamed, not gathered.
        template.setFetchSize(1_000);
        return template;
    }

    @Bean
    NamedParameterJdbcOperations jdbcOperations(JdbcTemplate template) {
        return new NamedParameterJdbcTemplate(template);
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /** Said, so that a start need not ask the database what it is. */
    @Bean
    @Override
    public JdbcDialect jdbcDialect(NamedParameterJdbcOperations operations) {
        return JdbcPostgresDialect.INSTANCE;
    }
}
