//! Where cases are kept: one SQLite file, one connection, each piece of work one transaction off the async threads.

pub(crate) mod cases;
pub(crate) mod events;
pub(crate) mod lowerings;
pub(crate) mod outbox;

use rusqlite::{Connection, Transaction};
use rusqlite_migration::{M, Migrations};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone)]
pub(crate) struct Store(Arc<Mutex<Connection>>);

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the folder of the database cannot be made: {0}")]
    Folder(std::io::Error),
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    #[error("the database: {0}")]
    Sql(#[from] rusqlite::Error),
    #[error("a record is not as it was written: {0}")]
    Record(#[from] serde_json::Error),
    #[error("a record is under no complaint's id: {0}")]
    Id(#[from] complaint::id::BadId),
    #[error("the work was cut off")]
    CutOff,
}

const STEPS: &[M<'_>] =
    &[M::up(include_str!("../migrations/1-cases.sql")), M::up(include_str!("../migrations/2-events.sql"))];
const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

impl Store {
    /// The store in the file at `path`, made with its folder if missing and brought to the newest schema.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
        }
        let mut connection = Connection::open(path)?;
        // An answer to the edge is a promise: it waits for the disk.
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
        MIGRATIONS.to_latest(&mut connection)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Does `work` in one transaction, which is kept if it succeeds.
    pub(crate) async fn run<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let connection = Arc::clone(&self.0);
        let task = tokio::task::spawn_blocking(move || {
            // A panic elsewhere rolled its transaction back: the connection is sound.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction().map_err(StoreError::from)?;
            let done = work(&transaction)?;
            transaction.commit().map_err(StoreError::from)?;
            Ok(done)
        });
        task.await.unwrap_or_else(|_| Err(StoreError::CutOff.into()))
    }
}

/// A JSON column.
fn json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    Ok(serde_json::from_str(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_hold() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn a_database_is_made_with_its_folder_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/cases.sqlite");
        let version = || {
            let store = Store::open(&path).unwrap();
            let connection = store.0.lock().unwrap();
            connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).unwrap()
        };
        let newest = STEPS.len() as i64;
        assert_eq!((version(), version()), (newest, newest));
    }
}
