//! The signs by which a program is told to end.

use std::{io, task::Poll};

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, CtrlShutdown};

/// Heeds Ctrl-C, and what else ends a program kindly, from when it is made.
pub(super) struct Ending {
    #[cfg(unix)]
    signs: Vec<Signal>,
    #[cfg(windows)]
    signs: (CtrlC, CtrlBreak, CtrlClose, CtrlShutdown),
}

impl Ending {
    /// Begins to heed; within a runtime.
    ///
    /// # Errors
    /// The system does not tell.
    #[cfg(unix)]
    pub(super) fn heed() -> io::Result<Self> {
        let kinds = [
            SignalKind::interrupt(),
            SignalKind::terminate(),
            SignalKind::hangup(),
        ];
        let signs = kinds.into_iter().map(signal).collect::<io::Result<_>>()?;
        Ok(Self { signs })
    }

    /// Begins to heed; within a runtime.
    ///
    /// # Errors
    /// The system does not tell.
    #[cfg(windows)]
    pub(super) fn heed() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};
        let signs = (ctrl_c()?, ctrl_break()?, ctrl_close()?, ctrl_shutdown()?);
        Ok(Self { signs })
    }

    /// Waits until the program is told.
    #[cfg(unix)]
    pub(super) async fn told(&mut self) {
        std::future::poll_fn(|context| {
            let mut signs = self.signs.iter_mut();
            match signs.any(|sign| sign.poll_recv(context).is_ready()) {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }

    /// Waits until the program is told.
    #[cfg(windows)]
    pub(super) async fn told(&mut self) {
        std::future::poll_fn(|context| {
            let (c, pause, close, shutdown) = &mut self.signs;
            let told = [
                c.poll_recv(context).is_ready(),
                pause.poll_recv(context).is_ready(),
                close.poll_recv(context).is_ready(),
                shutdown.poll_recv(context).is_ready(),
            ];
            match told.contains(&true) {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }
}
