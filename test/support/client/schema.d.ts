// Made from /openapi.json by `npm run generate:client`: not to be edited.

export interface paths {
    "/admin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The operator’s page: what the caches hold and do, and buttons to drop and to warm */
        get: operations["Admin_readPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/admin.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How that page looks */
        get: operations["Admin_readStyles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/admin.mjs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What that page does */
        get: operations["Admin_readScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/courses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a course does, for its owner */
        get: operations["Analytics_readCourse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/platform/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform as a whole */
        get: operations["Analytics_readPlatform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/students/{user}/patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a learner learns, in the time zone asked for */
        get: operations["Analytics_readPatterns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["Auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the sign-in that a refresh token belongs to */
        post: operations["Auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["Auth_findMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description A refresh token is good for one use. One that was used before ends its whole family, and with it the sign-in. Of requests that use the same token at the same time one wins; the others get 401, and the family lives.
         */
        post: operations["Auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account, always a student’s, and sign in */
        post: operations["Auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/courses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Clears a course, its analytics, every list and search from both tiers, on every instance */
        delete: operations["CourseCache_clear"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of both tiers by prefix, page by page */
        get: operations["Cache_listEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/entries/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry: tiers, age, time to live, stamp, tags, bytes */
        get: operations["Cache_readEntry"];
        put?: never;
        post?: never;
        /** Drops one entry on every instance */
        delete: operations["Cache_dropEntry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/namespaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names under which hits and misses are counted */
        get: operations["Cache_listNamespaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/namespaces/{namespace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drops every entry of a namespace on every instance */
        delete: operations["Cache_dropNamespace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tiers hold and how they do */
        get: operations["Cache_readStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags of what this instance holds in memory, the commonest first, at most 100 */
        get: operations["Cache_listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/tags/{tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Outdates every entry that carries a tag, on every instance */
        delete: operations["Cache_dropTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cache/warm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Warms the caches of this instance; joins a run that is under way */
        post: operations["Warming_warm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Courses: a page, filtered and sorted */
        get: operations["Courses_list"];
        put?: never;
        /** Make a draft */
        post: operations["Courses_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A course with its outline; a draft for its owner only */
        get: operations["Courses_read"];
        put?: never;
        post?: never;
        /** Delete a course with its enrolments, progress, reviews and analytics */
        delete: operations["Courses_delete"];
        options?: never;
        head?: never;
        /** Change a course; its version rises by one */
        patch: operations["Courses_update"];
        trace?: never;
    };
    "/courses/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a course off the lists; its learners keep it */
        post: operations["Courses_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/enrollment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enrol; once more changes nothing, after a drop the progress is there again */
        put: operations["Enrolling_enrol"];
        post?: never;
        /** Drop the course; progress is kept */
        delete: operations["Enrolling_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody’s progress in a course, for its owner and admins
         * @description One line of JSON for each enrolment, a `Progress` each, as of one moment. An answer that breaks off is not complete: its connection is cut, never ended.
         */
        get: operations["Export_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/lessons/{lid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A lesson with its content, for learners of the course and its owner */
        get: operations["Enrollments_readLesson"];
        put?: never;
        post?: never;
        /** Delete a lesson */
        delete: operations["Outline_removeLesson"];
        options?: never;
        head?: never;
        /** Change a lesson */
        patch: operations["Outline_changeLesson"];
        trace?: never;
    };
    "/courses/{id}/lessons/{lid}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark a lesson as done; once more changes nothing */
        put: operations["Learning_complete"];
        post?: never;
        /** Take that back; once more changes nothing */
        delete: operations["Learning_uncomplete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/lessons/{lid}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report time spent; the same event_id counts once */
        post: operations["Learning_watch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/outline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put all sections and lessons in another order */
        put: operations["Outline_reorder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a course; once more changes nothing */
        post: operations["Courses_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reviews of a course, the last written first */
        get: operations["Reviews_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/reviews/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write your review, or replace it */
        put: operations["Reviews_write"];
        post?: never;
        /** Delete your review, if there is one */
        delete: operations["Reviews_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a section at the end */
        post: operations["Outline_addSection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/courses/{id}/sections/{sid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a section and the lessons in it */
        delete: operations["Outline_removeSection"];
        options?: never;
        head?: never;
        /** Rename a section */
        patch: operations["Outline_renameSection"];
        trace?: never;
    };
    "/courses/{id}/sections/{sid}/lessons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a lesson at the end of a section */
        post: operations["Outline_addLesson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document as a page to read and to try things on */
        get: operations["OpenApi_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can serve, and which servers answer */
        get: operations["Health_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Liveness: the process runs; restart it when this fails */
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Readiness: fails while starting, draining, or when nothing can be served */
        get: operations["Health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/startup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Startup: done once the caches are warm, or after five seconds */
        get: operations["Health_started"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/enrollments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your enrolments, the last visited first */
        get: operations["Enrollments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your settings */
        get: operations["Settings_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your settings; days and streaks of your dashboard follow at once */
        patch: operations["Settings_change"];
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Where `METRICS_TOKEN` is set, it is wanted as a bearer token.
         */
        get: operations["Metrics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["OpenApi_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/progress/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what was done offline; each event_id counts once, however often and wherever it is sent
         * @description Items are applied in the order of `at`, and count for days, streaks and completion at that time. Either all that can be applied are, or, where the answer is an error, none: send the same batch again.
         */
        post: operations["Batch_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/realtime/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Completions as they happen, as server-sent events
         * @description `lesson_completed` of one course, for its owner, or `platform_update` of everything, for
         *     administrators. Ids rise in the order in which completions were committed and are the same on every instance:
         *     a client that comes back with its `Last-Event-ID`, to whichever instance, misses nothing and gets nothing
         *     twice. When the database's log no longer reaches back so far, it is told so with an event `reset`.
         *
         *     A user may have a number of streams open at once on an instance; one more is refused with 429, with 503 where the
         *     instance has no room for anybody.
         *
         *     A comment comes every 15 seconds. The stream ends when the access token runs out or the right to listen is
         *     lost, and when the instance leaves.
         */
        get: operations["Realtime_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Words in published courses and their lessons, best first
         * @description Title, tags and category are found by whole words, by the beginnings of words, and, where nothing has a word, by words that are spelled nearly so; texts are found by whole words. A phrase in quotes, or -without, is taken literally. For each word and way at most 1000 courses and 250 lessons are ranked, those first that say most about it; `total` and `facets` count these.
         */
        get: operations["Search_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users, newest first */
        get: operations["Users_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a role, which takes effect at once, or disable an account, which ends its sessions */
        patch: operations["Users_change"];
        trace?: never;
    };
    "/users/{user}/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a learner sees first; days are those of their time zone */
        get: operations["Progress_readDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{user}/progress/{course_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress in a course: for the learner, the course’s owner, and admins */
        get: operations["Progress_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/xapi/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Completions as xAPI 1.0.3 statements, the last stored first
         * @description Actors are accounts on this product, never e-mail addresses. A completion that was taken back is not there any more.
         */
        get: operations["Xapi_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CacheEntry: {
            age_seconds: number;
            bytes: number;
            key: string;
            kind: string;
            stamp: string;
            tags: string[];
            tiers: ("l1" | "l2")[];
            ttl_seconds: number;
            /** @enum {string} */
            verdict: "good" | "soft" | "unproved" | "outdated";
        };
        CacheStats: {
            counts: {
                [key: string]: number;
            };
            hits: {
                [key: string]: number;
            };
            memory_cache_bytes: number;
            memory_cache_size: number;
            misses: {
                [key: string]: number;
            };
            /** @enum {string} */
            mode: "on" | "off" | "tail-behind";
            redis_hits: number;
            redis_keys: number;
            redis_memory_used: string;
            redis_misses: number;
            tail: {
                current: boolean;
                lag_ms: number | null;
                reopened: number;
                resets: number;
            };
            tiers: {
                /** @enum {string} */
                l1: "on" | "off";
                /** @enum {string} */
                l2: "connected" | "disconnected";
            };
            totals: {
                hit_ratio: number;
                hits: number;
                misses: number;
            };
        } & {
            [key: string]: unknown;
        };
        ChangeSettings: {
            /**
             * @description IANA time zone
             * @example Europe/Berlin
             */
            timezone: string;
        };
        ChangeUser: {
            disabled?: boolean;
            /**
             * @description student < instructor < admin
             * @enum {string}
             */
            role?: "student" | "instructor" | "admin";
        };
        Course: {
            category: string;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            instructor: {
                display_name: string;
                /** @example 64f0c0ffee64f0c0ffee64f0 */
                id: string;
            };
            language: string;
            /** @enum {string} */
            level: "beginner" | "intermediate" | "advanced" | "all";
            price: number;
            published_at: string | null;
            sections: components["schemas"]["Section"][];
            /** @description the title as part of a URL; not unique */
            slug: string;
            stats: {
                completions: number;
                enrollments: number;
                rating_average: number;
                rating_count: number;
            };
            /** @enum {string} */
            status: "draft" | "published" | "archived";
            summary: string;
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        CourseAnalytics: {
            active_learners: {
                last_7_days: number;
                last_30_days: number;
            };
            /** @description active, begun, and idle for 7 days or more */
            at_risk: number;
            /** @description over active and completed enrolments */
            average_progress: number;
            /** @description completed of all enrolments, per cent */
            completion_rate: number;
            /** Format: date-time */
            computed_at: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            course_id: string;
            /** @description the last 30 UTC days, oldest first */
            daily: {
                active: number;
                completions: number;
                /** Format: date */
                date: string;
                enrollments: number;
            }[];
            enrollments: {
                active: number;
                completed: number;
                dropped: number;
                total: number;
            };
            /** @description required lessons in outline order, over all enrolments */
            funnel: {
                completed: number;
                /** @description per cent fewer than the lesson before; negative when more */
                drop_off: number;
                /** @example 64f0c0ffee64f0c0ffee64f0 */
                lesson_id: string;
                stopped_here: number;
                title: string;
            }[];
            progress_buckets: {
                0: number;
                "1-25": number;
                "26-50": number;
                "51-75": number;
                "76-99": number;
                100: number;
            };
            rating: {
                average: number;
                count: number;
                histogram: {
                    1: number;
                    2: number;
                    3: number;
                    4: number;
                    5: number;
                };
            };
            /** @description null when nobody completed */
            time_to_complete_days: {
                p25: number | null;
                p50: number | null;
                p75: number | null;
            };
        };
        CourseItem: {
            category: string;
            /** Format: date-time */
            created_at: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            instructor: {
                display_name: string;
                /** @example 64f0c0ffee64f0c0ffee64f0 */
                id: string;
            };
            language: string;
            /** @enum {string} */
            level: "beginner" | "intermediate" | "advanced" | "all";
            price: number;
            published_at: string | null;
            /** @description the title as part of a URL; not unique */
            slug: string;
            stats: {
                completions: number;
                enrollments: number;
                rating_average: number;
                rating_count: number;
            };
            /** @enum {string} */
            status: "draft" | "published" | "archived";
            summary: string;
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        CoursePage: {
            facets?: {
                category: {
                    count: number;
                    value: string;
                }[];
                language: {
                    count: number;
                    value: string;
                }[];
                level: {
                    count: number;
                    value: string;
                }[];
            };
            items: components["schemas"]["CourseItem"][];
            page: number;
            page_size: number;
            total: number;
            total_pages: number;
        };
        CreateCourse: {
            category?: string;
            description?: string;
            /**
             * @description whose course it is; admins only
             * @example 64f0c0ffee64f0c0ffee64f0
             */
            instructor_id?: string;
            /**
             * @description BCP 47 language tag
             * @example en
             */
            language?: string;
            /** @enum {string} */
            level?: "beginner" | "intermediate" | "advanced" | "all";
            price?: number;
            summary?: string;
            tags?: string[];
            title: string;
        };
        CreateLesson: {
            /**
             * @description a body has room for all of it as UTF-8, not as an escape for each character
             * @default
             */
            content?: string;
            /** @default 0 */
            duration_seconds?: number;
            /**
             * @description whether progress is measured by it
             * @default true
             */
            required?: boolean;
            title: string;
            /**
             * @default article
             * @example video
             */
            type?: string;
        };
        Dashboard: {
            /** Format: date-time */
            computed_at: string;
            continue_learning: {
                course: {
                    /** @example 64f0c0ffee64f0c0ffee64f0 */
                    id: string;
                    title: string;
                };
                progress_percent: number | null;
                resume: components["schemas"]["Resume"] | null;
            }[];
            last_7_days: {
                completions: number;
                /** Format: date */
                date: string;
                seconds: number;
            }[];
            recommendations: components["schemas"]["CourseItem"][];
            streak: {
                current_days: number;
                longest_days: number;
            };
            totals: {
                active: number;
                completed: number;
                /** @description courses, dropped ones left out */
                enrolled: number;
                lessons_completed: number;
                time_spent_seconds: number;
            };
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            user_id: string;
        };
        Enrollment: {
            completed_at: string | null;
            course: {
                /** @example 64f0c0ffee64f0c0ffee64f0 */
                id: string;
                title: string;
            };
            /** Format: date-time */
            enrolled_at: string;
            /** Format: date-time */
            last_accessed_at: string;
            /** @description null where the course requires no lesson */
            progress_percent: number | null;
            /** @enum {string} */
            status: "active" | "completed" | "dropped";
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            user_id: string;
        };
        EnrollmentPage: {
            items: components["schemas"]["Enrollment"][];
            page: number;
            page_size: number;
            total: number;
            total_pages: number;
        };
        Health: {
            services: {
                /** @enum {string} */
                mongodb: "connected" | "disconnected";
                /** @enum {string} */
                redis: "connected" | "disconnected";
            };
            /**
             * @description healthy: everything answers; degraded: it serves, with a part missing; unhealthy: nothing can be served
             * @enum {string}
             */
            status: "healthy" | "degraded" | "unhealthy";
            /** Format: date-time */
            timestamp: string;
        };
        HeartbeatReceipt: {
            /** @description 0 when this event had been counted before */
            counted_seconds: number;
            event_id: string;
        };
        Lesson: {
            content: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            course_id: string;
            duration_seconds: number;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            required: boolean;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            section_id: string;
            title: string;
            type: string;
        };
        LessonSummary: {
            duration_seconds: number;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            required: boolean;
            title: string;
            type: string;
        };
        Login: {
            /**
             * Format: email
             * @description at most 254 characters; kept in lower case
             * @example ada@example.com
             */
            email: string;
            password: string;
        };
        ManagedUser: {
            /** Format: date-time */
            created_at: string;
            disabled: boolean;
            display_name: string;
            email: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            /**
             * @description student < instructor < admin
             * @enum {string}
             */
            role: "student" | "instructor" | "admin";
            /** Format: date-time */
            updated_at: string;
        };
        ManagedUserPage: {
            items: components["schemas"]["ManagedUser"][];
            page: number;
            page_size: number;
            total: number;
            total_pages: number;
        };
        PlatformOverview: {
            active_users: {
                day: number;
                month: number;
                week: number;
            };
            /** Format: date-time */
            computed_at: string;
            courses: {
                archived: number;
                draft: number;
                published: number;
            };
            /** @description the last 30 UTC days, oldest first */
            daily: {
                active: number;
                completions: number;
                /** Format: date */
                date: string;
                enrollments: number;
            }[];
            enrollments: {
                active: number;
                completed: number;
                dropped: number;
                total: number;
            };
            growth: {
                /** @description the last 30 days against the 30 before, per cent; null where there was nothing before */
                completions: number | null;
                /** @description the last 30 days against the 30 before, per cent; null where there was nothing before */
                enrollments: number | null;
            };
            learning_hours: number;
            lessons_completed: number;
            /** @description with an event in the last 5 minutes */
            live_users: number;
            /** @description active users of a day, of those of a month, per cent */
            stickiness: number;
            top_categories: {
                category: string;
                /** @description per cent */
                completion_rate: number;
                courses: number;
                enrollments: number;
            }[];
            top_courses: {
                /** @description per cent */
                completion_rate: number;
                /** @example 64f0c0ffee64f0c0ffee64f0 */
                course_id: string;
                enrollments: number;
                title: string;
            }[];
            users: {
                admins: number;
                instructors: number;
                new_30_days: number;
                students: number;
                total: number;
            };
        };
        Probe: {
            details: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "down";
                } & {
                    [key: string]: unknown;
                };
            };
            error?: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "down";
                } & {
                    [key: string]: unknown;
                };
            };
            info?: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "down";
                } & {
                    [key: string]: unknown;
                };
            };
            /** @enum {string} */
            status: "ok" | "error" | "degraded" | "shutting_down";
        };
        /**
         * @example {
         *       "type": "urn:tiercel:problem:invalid-input",
         *       "title": "Invalid input",
         *       "status": 400,
         *       "detail": "The request does not fit: page_size.",
         *       "instance": "/courses",
         *       "errors": [
         *         {
         *           "path": "page_size",
         *           "message": "Too big: expected number to be <=100"
         *         }
         *       ]
         *     }
         */
        Problem: {
            /** @description what was wrong this time */
            detail: string;
            errors?: {
                message: string;
                /** @description dotted path into the body or the parameters */
                path: string;
            }[];
            /** @description the path that was asked for */
            instance: string;
            status: number;
            /** @description the kind of error, in words */
            title: string;
            /** @description a URN that names the kind of error; stable */
            type: string;
        };
        Progress: {
            /** @description required lessons done */
            completed: number;
            completed_at: string | null;
            /** @description in outline order, optional lessons too */
            completed_lesson_ids: string[];
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            course_id: string;
            /** Format: date-time */
            enrolled_at: string;
            /** @description lessons were added after the course had been completed, and are not done */
            has_new_content: boolean;
            /** Format: date-time */
            last_accessed_at: string;
            /** @description null where the course requires no lesson */
            progress_percent: number | null;
            resume: components["schemas"]["Resume"] | null;
            sections: {
                completed: number;
                /** @example 64f0c0ffee64f0c0ffee64f0 */
                id: string;
                total: number;
            }[];
            /** @enum {string} */
            status: "active" | "completed" | "dropped";
            time_spent_seconds: number;
            /** @description required lessons */
            total: number;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            user_id: string;
        };
        ProgressBatch: {
            items: (components["schemas"]["ReportedCompletion"] | components["schemas"]["ReportedHeartbeat"])[];
        };
        ProgressBatchResult: {
            /** @description why it was rejected */
            error?: {
                /**
                 * @description not-found: no such course or lesson; forbidden: not enrolled, or dropped; invalid-input: at is no time at which it can have happened
                 * @enum {string}
                 */
                code: "not-found" | "forbidden" | "invalid-input";
                detail: string;
            };
            event_id: string;
            /**
             * @description applied: it counts since this call; duplicate: it counted before, or the lesson was done already; rejected: it does not count, and would not if it were sent again as it is
             * @enum {string}
             */
            status: "applied" | "duplicate" | "rejected";
        };
        ProgressBatchResults: {
            /** @description one for each item, in the order of the items */
            results: components["schemas"]["ProgressBatchResult"][];
        };
        RefreshToken: {
            refresh_token: string;
        };
        Register: {
            /**
             * @description 1–80 characters
             * @example Ada Lovelace
             */
            display_name: string;
            /**
             * Format: email
             * @description at most 254 characters; kept in lower case
             * @example ada@example.com
             */
            email: string;
            /** @description 8–200 characters */
            password: string;
        };
        ReportedCompletion: {
            /**
             * Format: date-time
             * @description when it happened; at most 90 days ago, up to 5 minutes in the future count as now
             */
            at: string;
            /**
             * @description ObjectId, 24 hexadecimal characters
             * @example 64f0c0ffee64f0c0ffee64f0
             */
            course_id: string;
            /** @description made by the client; the same one counts once */
            event_id: string;
            /**
             * @description ObjectId, 24 hexadecimal characters
             * @example 64f0c0ffee64f0c0ffee64f0
             */
            lesson_id: string;
            /** @enum {string} */
            type: "completion";
        };
        ReportedHeartbeat: {
            /**
             * Format: date-time
             * @description when it happened; at most 90 days ago, up to 5 minutes in the future count as now
             */
            at: string;
            /**
             * @description ObjectId, 24 hexadecimal characters
             * @example 64f0c0ffee64f0c0ffee64f0
             */
            course_id: string;
            /** @description made by the client; the same one counts once */
            event_id: string;
            /**
             * @description ObjectId, 24 hexadecimal characters
             * @example 64f0c0ffee64f0c0ffee64f0
             */
            lesson_id: string;
            position_seconds?: number;
            /** @description time spent since the last one; at most 300 count */
            seconds: number;
            /** @enum {string} */
            type: "heartbeat";
        };
        /** @description where the learner last watched */
        Resume: {
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            lesson_id: string;
            position_seconds: number;
        };
        Review: {
            comment: string;
            /** Format: date-time */
            created_at: string;
            rating: number;
            /** Format: date-time */
            updated_at: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            user_id: string;
        };
        ReviewPage: {
            items: components["schemas"]["Review"][];
            page: number;
            page_size: number;
            total: number;
            total_pages: number;
        };
        SearchHit: {
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            course_id: string;
            /** @description what surrounds the first match, as HTML: everything is escaped, and matching words are in <mark> */
            fragment: string;
            /** @enum {string} */
            kind: "course" | "lesson";
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            lesson_id?: string;
            /** @description higher is better; comparable within one answer only */
            score: number;
            title: string;
        };
        SearchPage: {
            /** @description hits by their course’s category and level, most first */
            facets: {
                category: {
                    count: number;
                    value: string;
                }[];
                level: {
                    count: number;
                    value: string;
                }[];
            };
            items: components["schemas"]["SearchHit"][];
            page: number;
            page_size: number;
            total: number;
            total_pages: number;
        };
        Section: {
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            lessons: components["schemas"]["LessonSummary"][];
            title: string;
        };
        Settings: {
            /**
             * @description IANA time zone that days and streaks are counted in
             * @example Europe/Berlin
             */
            timezone: string;
        };
        StudentPatterns: {
            categories: {
                category: string;
                /** @description per cent */
                share: number;
            }[];
            /** Format: date-time */
            computed_at: string;
            /** @description days with an event, of those since the first event, per cent */
            consistency: number;
            /** @description completions by hour */
            hour_histogram: number[];
            pace: {
                completions_per_week: number;
                median_gap_hours: number | null;
            };
            preferred_time: ("night" | "morning" | "afternoon" | "evening") | null;
            sessions: {
                count: number;
                mean_seconds: number;
                median_seconds: number | null;
                p90_seconds: number | null;
            };
            streak: {
                current_days: number;
                longest_days: number;
            };
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            user_id: string;
            /** @description completions by weekday, Monday first */
            weekday_histogram: number[];
        };
        Tokens: {
            /** @description a JWT, to be sent as a bearer token */
            access_token: string;
            /** @description seconds that the access token is good for */
            expires_in: number;
            /** @description good for one use */
            refresh_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            user: components["schemas"]["User"];
        };
        UpdateCourse: {
            category?: string;
            description?: string;
            /**
             * @description whose course it is; admins only
             * @example 64f0c0ffee64f0c0ffee64f0
             */
            instructor_id?: string;
            /**
             * @description BCP 47 language tag
             * @example en
             */
            language?: string;
            /** @enum {string} */
            level?: "beginner" | "intermediate" | "advanced" | "all";
            price?: number;
            summary?: string;
            tags?: string[];
            title?: string;
        };
        UpdateLesson: {
            /** @description a body has room for all of it as UTF-8, not as an escape for each character */
            content?: string;
            duration_seconds?: number;
            required?: boolean;
            title?: string;
            /** @example video */
            type?: string;
        };
        User: {
            display_name: string;
            email: string;
            /** @example 64f0c0ffee64f0c0ffee64f0 */
            id: string;
            /**
             * @description student < instructor < admin
             * @enum {string}
             */
            role: "student" | "instructor" | "admin";
        };
        WarmingReport: {
            /** @description entries that it could not load */
            failed: number;
            /** @description entries that could not be loaded since the start */
            failures: number;
            /** @description when the last run began; null before the first */
            last_run: string | null;
            /** @description whether this instance warms again and again for the fleet */
            leader: boolean;
            /** @description entries of the last run that it chose because they are read most */
            learned: number;
            /** @description runs since the start */
            runs: number;
            /** @description milliseconds that it took */
            took_ms: number;
            /** @description entries that it loaded or found */
            warmed: number;
        };
        /** @description every section and every lesson of the course, exactly once */
        WriteOutline: {
            sections: {
                /**
                 * @description ObjectId, 24 hexadecimal characters
                 * @example 64f0c0ffee64f0c0ffee64f0
                 */
                id: string;
                lesson_ids: string[];
            }[];
        };
        WriteReview: {
            /** @default  */
            comment?: string;
            rating: number;
        };
        WriteSection: {
            title: string;
        };
        XapiActivity: {
            definition: {
                /** @description text by BCP 47 language */
                name?: {
                    [key: string]: string;
                };
                /**
                 * Format: uri
                 * @description IRI
                 */
                type: string;
            };
            /**
             * Format: uri
             * @description IRI
             */
            id: string;
            /** @enum {string} */
            objectType: "Activity";
        };
        XapiStatement: {
            actor: {
                account: {
                    /** Format: uri */
                    homePage: string;
                    /** @description id of the user */
                    name: string;
                };
                /** @enum {string} */
                objectType: "Agent";
            };
            context: {
                contextActivities: {
                    parent: components["schemas"]["XapiActivity"][];
                };
            };
            /**
             * Format: uuid
             * @description follows from the completion: always the same
             */
            id: string;
            object: components["schemas"]["XapiActivity"];
            result: {
                /** @enum {boolean} */
                completion: true;
            };
            /**
             * Format: date-time
             * @description when the product came to know: later for what was done offline
             */
            stored: string;
            /**
             * Format: date-time
             * @description when the lesson was done
             */
            timestamp: string;
            verb: {
                /** @description text by BCP 47 language */
                display: {
                    [key: string]: string;
                };
                /**
                 * Format: uri
                 * @description IRI
                 */
                id: string;
            };
            /** @enum {string} */
            version: "1.0.0";
        };
        XapiStatementResult: {
            /** @description path and query of the rest; empty when there is none */
            more: string;
            /** @description the last stored first */
            statements: components["schemas"]["XapiStatement"][];
        };
    };
    responses: {
        /** @description Bad Request */
        BadRequest: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflict */
        Conflict: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Forbidden */
        Forbidden: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Internal Server Error */
        InternalServerError: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not Found */
        NotFound: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What you have is still right */
        NotModified: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Cache-Status": components["headers"]["Cache-Status"];
                ETag: components["headers"]["ETag"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Payload Too Large */
        PayloadTooLarge: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Precondition Failed */
        PreconditionFailed: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Service Unavailable */
        ServiceUnavailable: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too Many Requests */
        TooManyRequests: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unauthorized */
        Unauthorized: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported Media Type */
        UnsupportedMediaType: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description the last one that was answered: the read reflects everything seen and written with it */
        ConsistencyToken: string;
        /** @description an `ETag`; 304 when it still fits */
        IfNoneMatch: string;
        /** @description an id of your own for this request */
        RequestId: string;
    };
    requestBodies: never;
    headers: {
        /** @description who may keep the answer, and for how long */
        "Cache-Control": string;
        /** @description how the cache answered (RFC 9211) */
        "Cache-Status": string;
        /** @description strong, over the exact bytes */
        ETag: string;
        /** @description when to try again, in seconds */
        "Retry-After": number;
        /** @description how to sign in */
        "WWW-Authenticate": string;
        /** @description send it back with a read, and the answer is never older than this one; opaque */
        "X-Consistency-Token": string;
        /** @description the id of the request: the one sent, when well-formed, else a new one */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Admin_readPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    Admin_readStyles: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Styles */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                };
            };
        };
    };
    Admin_readScript: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A module */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
        };
    };
    Analytics_readCourse: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CourseAnalytics"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Analytics_readPlatform: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformOverview"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Analytics_readPatterns: {
        parameters: {
            query?: {
                /** @description IANA time zone */
                tz?: string;
            };
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description `me`, or the id of a user */
                user: "me" | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The patterns */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudentPatterns"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Auth_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Auth_logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description It has ended, or there was none */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Auth_findMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Auth_refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description New tokens */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Auth_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Signed in */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    CourseCache_clear: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_listEntries: {
        parameters: {
            query?: {
                cursor?: string;
                prefix?: string;
            };
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cursor: string | null;
                        items: components["schemas"]["CacheEntry"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_readEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CacheEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_dropEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_listNamespaces: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: string[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_dropNamespace: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                namespace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_readStats: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CacheStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_listTags: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            entries: number;
                            tag: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Cache_dropTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                tag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Warming_warm: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the run did */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarmingReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_list: {
        parameters: {
            query?: {
                category?: string;
                facets?: "true" | "false";
                /** @description ObjectId, 24 hexadecimal characters */
                instructor_id?: string;
                /** @description BCP 47 language tag */
                language?: string;
                level?: "beginner" | "intermediate" | "advanced" | "all";
                page?: number;
                page_size?: number;
                /** @description greatest price */
                price_max?: number;
                /** @description words; "a phrase" and -without work; the order is still sort_by */
                q?: string;
                /** @description least rating_average */
                rating_min?: number;
                sort_by?: "recent" | "popular" | "top_rated";
                /** @description draft and archived: your own (an admin: all), signed in, never cached */
                status?: "draft" | "published" | "archived";
                /** @description repeatable; a course must have all of them */
                tags?: string[];
            };
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of courses */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursePage"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCourse"];
            };
        };
        responses: {
            /** @description The course */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The course */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCourse"];
            };
        };
        responses: {
            /** @description The course */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_archive: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The course */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Enrolling_enrol: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was there, or is active again */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            /** @description A new enrolment */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Enrolling_drop: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dropped */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Export_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lines, streamed */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    /** @description a name for the file */
                    "Content-Disposition"?: string;
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Enrollments_readLesson: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                lid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lesson */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lesson"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_removeLesson: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                lid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_changeLesson: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                lid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLesson"];
            };
        };
        responses: {
            /** @description The lesson */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lesson"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Learning_complete: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                lid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The progress with it */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Learning_uncomplete: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                lid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The progress without it */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Learning_watch: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                lid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description made by the client; the same one counts once */
                    event_id: string;
                    position_seconds: number;
                    /** @description time spent since the last one; at most 300 count */
                    seconds: number;
                };
            };
        };
        responses: {
            /** @description Received */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeartbeatReceipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_reorder: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteOutline"];
            };
        };
        responses: {
            /** @description The course */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Courses_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The course */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Course"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Reviews_list: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reviews */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Reviews_write: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteReview"];
            };
        };
        responses: {
            /** @description The review */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Reviews_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_addSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteSection"];
            };
        };
        responses: {
            /** @description The section */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Section"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_removeSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                sid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_renameSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteSection"];
            };
        };
        responses: {
            /** @description The section */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Section"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Outline_addLesson: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the change is meant for, in quotes; 412 when the course has moved on */
                "If-Match"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
                /** @description ObjectId, 24 hexadecimal characters */
                sid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLesson"];
            };
        };
        responses: {
            /** @description The lesson */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lesson"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    OpenApi_show: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Swagger UI */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
    Health_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can serve */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Nothing can be served */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    Health_live: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send requests */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description Send none */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
        };
    };
    Health_started: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Started */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description Starting */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
        };
    };
    Enrollments_list: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of enrolments */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrollmentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Settings_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Settings_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSettings"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Metrics_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format 0.0.4 */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["Unauthorized"];
        };
    };
    OpenApi_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            429: components["responses"]["TooManyRequests"];
        };
    };
    Batch_report: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgressBatch"];
            };
        };
        responses: {
            /** @description What became of each item */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressBatchResults"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Realtime_stream: {
        parameters: {
            query?: {
                /** @description the course to listen to; left out: the platform */
                course_id?: string;
            };
            header?: {
                /** @description the id of the last event received */
                "Last-Event-ID"?: string;
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An event stream without end */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Search_search: {
        parameters: {
            query: {
                page?: number;
                page_size?: number;
                /** @description words, the more of them found the better; "a phrase" and -without work */
                q: string;
            };
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of hits */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPage"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Users_list: {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description how the e-mail address or the display name begins; case does not count */
                q?: string;
                /** @description student < instructor < admin */
                role?: "student" | "instructor" | "admin";
            };
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Users_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description The user */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Progress_readDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description `me`, or the id of a user */
                user: "me" | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dashboard */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Progress_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description an `ETag`; 304 when it still fits */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description ObjectId, 24 hexadecimal characters */
                course_id: string;
                /** @description `me`, or the id of a user */
                user: "me" | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The progress */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    ETag: components["headers"]["ETag"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    Xapi_list: {
        parameters: {
            query?: {
                /** @description as in `more`, and then alone */
                cursor?: string;
                /** @description 100 without it; 0 means 500 */
                limit?: number;
                /** @description only statements stored later */
                since?: string;
            };
            header?: {
                /** @description the last one that was answered: the read reflects everything seen and written with it */
                "X-Consistency-Token"?: components["parameters"]["ConsistencyToken"];
                "X-Experience-API-Version"?: string;
                /** @description an id of your own for this request */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of statements */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description every statement stored until then is known: poll with `since` of then, not of the last one seen */
                    "X-Experience-API-Consistent-Through"?: string;
                    /** @description 1.0.3 */
                    "X-Experience-API-Version"?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["XapiStatementResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
